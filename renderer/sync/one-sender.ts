import { messageOf } from '../message-of.ts';

const LOCK = 'glimlach-sync';

export type OneSenderOptions = {
  /** Undefined where the browser has none: outside a secure context. */
  readonly locks: LockManager | undefined;
  /** Sends from now on, for as long as the page lives. */
  readonly start: () => void;
  readonly onTrouble: (detail: string) => void;
};

/**
 * However many windows there are, one of them sends; when it dies, the next takes over. The lock saves the hub work
 * and keeps no event from being counted twice, which is the hub's own doing: so where locks fail, each window sends.
 */
export async function startAsOneSender({
  locks,
  start,
  onTrouble,
}: OneSenderOptions): Promise<void> {
  let started = false;
  try {
    if (locks !== undefined) {
      await locks.request(LOCK, () => {
        started = true;
        start();
        return new Promise<never>(() => undefined);
      });
    }
  } catch (error) {
    onTrouble(`This window sends without asking the others: ${messageOf(error)}`);
  }
  if (!started) {
    start();
  }
}
