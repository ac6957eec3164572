import { describe, expect, it } from 'vitest';
import type { LedgerStatement } from '../../../../contract/protocol/events.ts';
import { ledgerEntries, type NumberedEvent } from '../../../../hub/ingest/ledger-entries.ts';
import { eventId } from '../../../support/event-maker.ts';

const LEDGER = '019a0000-0000-7000-8000-000000000001';
const OTHER = '019a0000-0000-7000-8000-000000000002';

function event(number: number, isLost = false): NumberedEvent {
  return { id: eventId(), ledgerId: LEDGER, number, isLost };
}

function statement(change: Partial<LedgerStatement> = {}): LedgerStatement {
  return { ledgerId: LEDGER, made: 9, queued: 4, oldestQueued: 6, parked: [2, 1], ...change };
}

describe('ledgerEntries', () => {
  it('take from what is stated as queued the numbers that came along, new or known', () => {
    const known = event(6);
    const events = [known, event(7), event(7)];
    expect(ledgerEntries([statement()], events, new Set([known.id]))).toEqual({
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
    const events = [event(6), event(7)];
    const known = new Set(events.map(({ id }) => id));
    const { entries } = ledgerEntries([statement({ queued: 1 })], events, known);
    expect(entries).toEqual([
      {
        ledgerId: LEDGER,
        arrived: null,
        stated: { made: 9, queued: 0, oldestQueued: 6, parked: '{[1,2]}' },
      },
    ]);
  });

  it('count lost numbers', () => {
    const events = [event(1, true), event(2), event(3)];
    const { entries, nameAll } = ledgerEntries([], events, new Set());
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
