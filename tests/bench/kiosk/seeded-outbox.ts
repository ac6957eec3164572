import type { ElectronWindow } from './electron-window.ts';
import { seededEvents, type Seeds } from './seeded-events.ts';

const ROWS_PER_TRANSACTION = 10_000;

/** What the outbox of the running terminal holds. */
export function outboxContent(window: ElectronWindow): Promise<OutboxContent> {
  return window.evaluate(readOutbox);
}

export type OutboxContent = {
  /** The frozen body of its first event. */
  readonly first: string;
  readonly events: number;
};

/** Puts seeded events into the outbox of the running terminal, past the product and in its format. */
export async function seedOutbox(window: ElectronWindow, seeds: Seeds): Promise<void> {
  await window.send('Runtime.evaluate', {
    expression: `globalThis.benchSeeds = ${seededEvents.toString()};`,
  });
  for (let from = seeds.from; from <= seeds.through; from += ROWS_PER_TRANSACTION) {
    const through = Math.min(seeds.through, from + ROWS_PER_TRANSACTION - 1);
    await window.evaluate(addRows, seeds, [from, through]);
  }
}

function readOutbox(): Promise<OutboxContent> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('glimlach-outbox');
    opening.addEventListener('error', () => reject(new Error(String(opening.error))));
    opening.addEventListener('success', () => {
      const transaction = opening.result.transaction('events');
      const first = transaction.objectStore('events').getAll(null, 1);
      const count = transaction.objectStore('events').count();
      transaction.addEventListener('abort', () => reject(new Error(String(transaction.error))));
      transaction.addEventListener('complete', () => {
        resolve({ first: (first.result[0] as { body: string }).body, events: count.result });
        opening.result.close();
      });
    });
  });
}

function addRows(seeds: Seeds, numbers: readonly [from: number, through: number]): Promise<void> {
  const { benchSeeds } = globalThis as unknown as { benchSeeds: typeof seededEvents };
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('glimlach-outbox');
    opening.addEventListener('error', () => reject(new Error(String(opening.error))));
    opening.addEventListener('success', () => {
      const database = opening.result;
      const transaction = database.transaction('events', 'readwrite', { durability: 'relaxed' });
      transaction.addEventListener('abort', () => reject(new Error(String(transaction.error))));
      transaction.addEventListener('complete', () => {
        database.close();
        resolve();
      });
      const events = transaction.objectStore('events');
      for (const { urgent, ...entry } of benchSeeds(seeds, numbers)) {
        events.add(urgent ? { ...entry, urgentNumber: entry.number } : entry);
      }
    });
  });
}
