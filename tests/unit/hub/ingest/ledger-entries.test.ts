import { describe, expect, it } from 'vitest';
import type { FeedbackEvent } from '../../../../contract/feedback-event.ts';
import type { LedgerStatement } from '../../../../contract/protocol/events.ts';
import { ledgerEntries } from '../../../../hub/ingest/ledger-entries.ts';
import type { Candidate } from '../../../../hub/ingest/read-batch.ts';
import { eventId, pressedEvent } from '../../../support/event-maker.ts';

const LEDGER = '019a0000-0000-7000-8000-000000000001';
const OTHER = '019a0000-0000-7000-8000-000000000002';

const UNKNOWN = { occurredMs: 0, uncertaintyMs: null, ageMs: null };

function candidate(number: number, change: Partial<FeedbackEvent> = {}): Candidate {
  const event = { ...pressedEvent({ number }), ...change } as FeedbackEvent;
  return { kind: 'candidate', id: event.id, event, body: '', sha256: '', occurrence: UNKNOWN };
}

function statement(change: Partial<LedgerStatement> = {}): LedgerStatement {
  return { ledgerId: LEDGER, made: 9, queued: 4, oldestQueued: 6, parked: [2, 1], ...change };
}

const ids = (candidates: readonly Candidate[]): Set<string> =>
  new Set(candidates.map(({ id }) => id));

describe('ledgerEntries', () => {
  it('take from what is stated as queued the numbers that came along, new or known', () => {
    const events = [candidate(6), candidate(7), candidate(7)];
    expect(ledgerEntries([statement()], events, ids(events.slice(1)))).toEqual({
      entries: [
        {
          ledgerId: LEDGER,
          arrived: { numbers: '{[7,7]}', twice: true, lost: 0 },
          stated: { made: 9, queued: 2, oldestQueued: 6, parked: '{[1,2]}' },
        },
      ],
      nameAll: true,
    });
  });

  it('never make less than nothing queued', () => {
    const events = [candidate(6), candidate(7)];
    const { entries } = ledgerEntries([statement({ queued: 1 })], events, new Set());
    expect(entries).toEqual([
      {
        ledgerId: LEDGER,
        arrived: null,
        stated: { made: 9, queued: 0, oldestQueued: 6, parked: '{[1,2]}' },
      },
    ]);
  });

  it('count lost numbers, and no others that are void', () => {
    const voided = { id: eventId(), v: 1, type: 'void' } as const;
    const events = [
      candidate(1, { ...voided, id: eventId(), reason: 'lost' }),
      candidate(2, { ...voided, id: eventId(), reason: 'not-saved' }),
      candidate(3),
    ];
    const { entries, nameAll } = ledgerEntries([], events, ids(events));
    expect({ entries, nameAll }).toEqual({
      entries: [
        { ledgerId: LEDGER, arrived: { numbers: '{[1,3]}', twice: false, lost: 1 }, stated: null },
      ],
      nameAll: false,
    });
  });

  it('stand in one order, one per ledger; of two statements the last counts', () => {
    const { entries } = ledgerEntries(
      [statement({ ledgerId: OTHER }), statement({ queued: 8 }), statement({ queued: 3 })],
      [],
      new Set(),
    );
    expect(entries.map(({ ledgerId, stated }) => [ledgerId, stated?.queued])).toEqual([
      [LEDGER, 3],
      [OTHER, 4],
    ]);
  });

  it('of a full list do not tell which ledgers are left out', () => {
    const full = Array.from({ length: 64 }, () => statement({ ledgerId: eventId() }));
    expect(ledgerEntries(full, [], new Set()).nameAll).toBe(false);
    expect(ledgerEntries(full.slice(1), [], new Set()).nameAll).toBe(true);
  });
});
