import { log } from '../log.ts';

/** Asks the browser not to clear the outbox when the disk runs low. It may say no, or ask a person first. */
export function askForPersistence(): void {
  navigator.storage
    .persist()
    .catch((error: unknown) => log(`The browser will not keep storage: ${String(error)}`));
}
