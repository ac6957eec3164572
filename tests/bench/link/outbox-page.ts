import type { EventBody } from '../../../contract/event-body.ts';
import { DexieOutbox } from '../../../renderer/outbox/dexie-outbox.ts';

/** What a page at the hub's origin can do with the kiosk's own outbox while no kiosk is open. */
export type OutboxPage = {
  add(bodies: readonly EventBody[]): Promise<void>;
  /** How many events wait to be answered. */
  queued(): Promise<number>;
};

declare global {
  interface Window {
    /** There once the outbox is open. */
    outboxPage: OutboxPage;
  }
}

// The name the kiosk gives it; under any other the kiosk would find nothing to send and the bench would say so.
const outbox = await DexieOutbox.open('glimlach-outbox');

window.outboxPage = {
  async add(bodies) {
    const outcomes = await outbox.add(bodies);
    const refused = outcomes.filter((outcome) => outcome !== 'added').length;
    if (refused > 0) {
      throw new Error(`The outbox did not take ${refused} of ${bodies.length} events.`);
    }
  },
  async queued() {
    const books = await outbox.books();
    return books.reduce((sum, { queued }) => sum + queued, 0);
  },
};
