import type { LedgerId } from '../../contract/identifiers.ts';
import type { NumberRanges } from './number-ranges.ts';
import { createNumberRanges } from './number-ranges.ts';

/** What a segment holds, without where: small enough to be known of every segment. */
export type SegmentContent = {
  readonly sizeBytes: number;
  readonly events: number;
  /** The latest wall clock of its events; 0 without events. */
  readonly newestWallMs: number;
  readonly ranges: ReadonlyMap<LedgerId, NumberRanges>;
};

/** The same while the segment is read or written. */
export type GrowingContent = {
  add(event: { readonly ledgerId: LedgerId; readonly number: number; wallMs: number }): void;
  /** What it comes to at this size; shares its ranges with what is added later. */
  content(sizeBytes: number): SegmentContent;
};

export function createGrowingContent(): GrowingContent {
  const ranges = new Map<LedgerId, NumberRanges>();
  let events = 0;
  let newestWallMs = 0;
  return {
    add({ ledgerId, number, wallMs }) {
      let ofLedger = ranges.get(ledgerId);
      if (ofLedger === undefined) {
        ofLedger = createNumberRanges();
        ranges.set(ledgerId, ofLedger);
      }
      ofLedger.add({ from: number, through: number });
      events += 1;
      newestWallMs = Math.max(newestWallMs, wallMs);
    },
    content: (sizeBytes) => ({ sizeBytes, events, newestWallMs, ranges }),
  };
}
