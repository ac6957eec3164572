import type { LedgerId } from '../../contract/identifiers.ts';
import type { NumberRange } from '../../contract/number-range.ts';
import type { LedgerPlaces, NumberedPlace, Place } from './ledger-places.ts';
import { createLedgerPlaces } from './ledger-places.ts';

/** Where the events of a segment lie. */
export type SegmentIndex = {
  add(ledgerId: LedgerId, number: number, place: Place): void;
  /** Places of the numbers in this range, in order; two for a number that was given twice. */
  places(ledgerId: LedgerId, within: NumberRange): readonly NumberedPlace[];
};

export function createSegmentIndex(): SegmentIndex {
  const ledgers = new Map<LedgerId, LedgerPlaces>();
  return {
    add(ledgerId, number, place) {
      const places = ledgers.get(ledgerId) ?? createLedgerPlaces();
      ledgers.set(ledgerId, places);
      places.add(number, place);
    },
    places: (ledgerId, within) => ledgers.get(ledgerId)?.within(within) ?? [],
  };
}
