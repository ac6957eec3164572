import type { BoxSource } from '../../contract/feedback-event.ts';
import type { EventId, LedgerId } from '../../contract/identifiers.ts';
import type { Instant } from '../../contract/instant.ts';
import type { Frozen } from './freeze-numbered.ts';
import { freezeNumbered } from './freeze-numbered.ts';

/** The staff button of a box, as it was heard. */
export type HeardStaff = {
  readonly id: EventId;
  readonly at: Instant;
  readonly source: BoxSource;
  /** Null for one heard as it happened. */
  readonly recovered: { readonly from: Instant; readonly until: Instant } | null;
  /** It was counted on from what an earlier run had written, so an earlier run may have recorded it. */
  readonly resumed: boolean;
};

export function freezeAcknowledged(
  { id, at, source, recovered }: HeardStaff,
  ledgerId: LedgerId,
  number: number,
): Frozen {
  return freezeNumbered(
    {
      v: 1,
      id,
      ledgerId,
      number,
      at,
      type: 'acknowledged-in-store',
      source,
      ...(recovered === null ? {} : { recovered }),
    },
    source,
  );
}
