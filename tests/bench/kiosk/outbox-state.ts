import { setTimeout as delay } from 'node:timers/promises';
import type { ElectronWindow } from './electron-window.ts';

/** What the outbox's own row says of the newest ledger. */
export type OutboxState = {
  /** Everything up to its mark is answered. */
  readonly watermark: { readonly mark: number };
  /** Everything up to here was found to be held. */
  readonly completeThrough: number;
};

const LOOK_EVERY_MS = 500;

/** Resolves when the outbox's row of its newest ledger says so; rejects when it never does. */
export async function untilOutbox(
  window: ElectronWindow,
  holds: (state: OutboxState) => boolean,
  withinMs: number,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += LOOK_EVERY_MS) {
    const state = await window.evaluate(newestLedger);
    if (state !== null && holds(state)) {
      return;
    }
    await delay(LOOK_EVERY_MS);
  }
  throw new Error(
    `The outbox stands at ${JSON.stringify(await window.evaluate(newestLedger))} after ${withinMs} ms.`,
  );
}

function newestLedger(): Promise<OutboxState | null> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('glimlach-outbox');
    opening.addEventListener('error', () => reject(new Error(String(opening.error))));
    opening.addEventListener('success', () => {
      const database = opening.result;
      const asked = database.transaction('ledgers').objectStore('ledgers').openCursor(null, 'prev');
      asked.addEventListener('error', () => reject(new Error(String(asked.error))));
      asked.addEventListener('success', () => {
        resolve((asked.result?.value ?? null) as OutboxState | null);
        database.close();
      });
    });
  });
}
