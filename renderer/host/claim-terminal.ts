const LOCK = 'glimlach-terminal';

export type TerminalClaim =
  /** This window is the terminal for as long as it lives. */
  | { readonly held: true }
  /** Another window is; `freed` resolves when it is gone. */
  | { readonly held: false; readonly why: 'open-elsewhere'; readonly freed: Promise<void> }
  /** A page over plain http gets neither locks nor keys from its browser. */
  | { readonly held: false; readonly why: 'insecure' };

/**
 * One window of a browser records; any other only shows.
 *
 * @param locks undefined where the browser does not trust the page's address.
 */
export async function claimTerminal(locks: LockManager | undefined): Promise<TerminalClaim> {
  if (locks === undefined) {
    return { held: false, why: 'insecure' };
  }
  return new Promise((resolve, reject) => {
    locks
      .request(LOCK, { ifAvailable: true }, (lock): Promise<never> | undefined => {
        if (lock === null) {
          const freed = locks.request(LOCK, () => undefined);
          resolve({ held: false, why: 'open-elsewhere', freed });
          return undefined;
        }
        resolve({ held: true });
        return new Promise<never>(() => undefined);
      })
      .catch(reject);
  });
}
