import { describe, expect, it } from 'vitest';
import { MAX_STATED_LEDGERS } from '../../../../contract/protocol/events.ts';
import { ledgerStatements } from '../../../../renderer/outbox/ledger-statements.ts';
import type { LedgerBooks } from '../../../../renderer/outbox/outbox.ts';

function books(place: number, more: Partial<LedgerBooks> = {}): LedgerBooks {
  return {
    ledgerId: `ledger-${String(place).padStart(3, '0')}`,
    made: 9,
    mark: 9,
    queued: 0,
    oldestQueued: null,
    parked: [],
    gap: null,
    ...more,
  };
}

describe('the statement of the books', () => {
  it('says of each ledger what the protocol asks for', () => {
    expect(
      ledgerStatements([books(1, { mark: 4, queued: 3, oldestQueued: 6, parked: [5] })]),
    ).toEqual([{ ledgerId: 'ledger-001', made: 9, queued: 3, oldestQueued: 6, parked: [5] }]);
  });

  it('leaves out the oldest finished ledgers where there are too many', () => {
    const all = Array.from({ length: MAX_STATED_LEDGERS + 10 }, (_, place) =>
      books(
        place,
        place === 2 ? { queued: 1, oldestQueued: 9 } : place === 4 ? { parked: [1] } : {},
      ),
    );
    expect(ledgerStatements(all).map(({ ledgerId }) => ledgerId)).toEqual(
      [2, 4, ...Array.from({ length: MAX_STATED_LEDGERS - 2 }, (_, index) => index + 12)].map(
        (place) => books(place).ledgerId,
      ),
    );
  });

  it('states no more parked numbers than the protocol takes, the oldest', () => {
    const parked = Array.from({ length: 1_200 }, (_, index) => index + 1);
    expect(ledgerStatements([books(1, { parked })])[0]?.parked).toEqual(parked.slice(0, 1_000));
  });
});
