const LOCK = 'glimlach-terminal';

export type TerminalClaim =
  /** This window is the terminal for as long as it lives. */
  | { readonly held: true }
  /** Another window is; `freed` resolves when it is gone. */
  | { readonly held: false; readonly freed: Promise<void> };

/** One window of a browser records; any other only shows. */
export function claimTerminal(locks: LockManager): Promise<TerminalClaim> {
  return new Promise((resolve, reject) => {
    locks
      .request(LOCK, { ifAvailable: true }, (lock): Promise<never> | undefined => {
        if (lock === null) {
          const freed = locks.request(LOCK, () => undefined);
          resolve({ held: false, freed });
          return undefined;
        }
        resolve({ held: true });
        return new Promise<never>(() => undefined);
      })
      .catch(reject);
  });
}
