import type { Journal, JournalRoom } from './journal.ts';

/** Stands in for a journal that could not be opened: keeps nothing and says so, so that the outbox alone counts. */
export function unavailableJournal(reason: string, room: JournalRoom): Journal {
  return {
    available: false,
    append: () => Promise.resolve({ kept: false, error: reason }),
    markStoredThrough: () => Promise.resolve({ kept: false, error: reason }),
    holds: () => false,
    newest: () => null,
    summary: () => [],
    holdings: () => [],
    page: () => Promise.resolve({ bodies: [], next: null }),
    noteBox: () => Promise.resolve({ kept: false, error: reason }),
    boxes: () => new Map(),
    room: () => room,
    close: () => Promise.resolve(),
  };
}
