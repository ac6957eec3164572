import type { LedgerId } from '../../contract/identifiers.ts';
import type { RecorderMoment, RecorderState, RecorderStep } from './recorder-state.ts';
import { ledgerInUse, placeOf } from './recorder-state.ts';
import { voidOf } from './void-event.ts';

/** Numbers of a ledger that the outbox has nothing of and the journal does not hold. */
export type Gap = {
  readonly ledgerId: LedgerId;
  readonly numbers: readonly number[];
  /** The highest number of the ledger that the journal ever held. */
  readonly journalHighest: number;
};

/**
 * Writes a `lost` void in the place of each number that no store holds: not of one that is being written or waits to
 * be, nor of one that was never given. Both stores have to speak for that, because a silent one may hold the event.
 */
export function fillGap(state: RecorderState, gap: Gap, moment: RecorderMoment): RecorderStep {
  const { ledgerId } = gap;
  if (!state.attached || state.outboxEnds === null || state.journal === 'unavailable') {
    return { state, effects: [] };
  }
  const onTheirWay = new Set(
    [...state.held, ...state.owed, ...state.voids, ...state.filling].map(placeOf),
  );
  const highest = highestGiven(state, gap);
  const voids = gap.numbers
    .filter((number) => number <= highest && !onTheirWay.has(placeOf({ ledgerId, number })))
    .map((number) => voidOf({ ledgerId, number }, 'lost', moment));
  if (voids.length === 0) {
    return { state, effects: [] };
  }
  const report = { what: 'events-lost', ledgerId, events: voids.length } as const;
  return {
    state: { ...state, filling: [...state.filling, ...voids] },
    effects: [
      { kind: 'report', report },
      ...voids.map(({ id, body }) => ({ kind: 'write-journal' as const, id, body, header: null })),
    ],
  };
}

function highestGiven(state: RecorderState, { ledgerId, journalHighest }: Gap): number {
  if (state.numbering !== null && ledgerInUse(state) === ledgerId) {
    return state.numbering.next - 1;
  }
  const inOutbox = state.outboxEnds?.find((end) => end.ledgerId === ledgerId)?.highest ?? 0;
  return Math.max(journalHighest, inOutbox);
}
