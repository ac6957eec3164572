import type { LedgerId } from '../../contract/identifiers.ts';
import type { NumberRange } from '../../contract/number-range.ts';
import type { NumberRanges } from './number-ranges.ts';
import { createNumberRanges } from './number-ranges.ts';
import type { SegmentContent } from './segment-content.ts';

/** Which numbers are in which segment. */
export type JournalHoldings = {
  /** What a segment holds, from now on or after all. */
  set(serial: number, content: SegmentContent): void;
  content(serial: number): SegmentContent | null;
  /** An event was appended to a segment whose content has it already. */
  added(ledgerId: LedgerId, number: number): void;
  /** One event of a segment cannot be read any more. */
  lose(serial: number, ledgerId: LedgerId, number: number): void;
  /** The segment is gone. */
  forget(serial: number): void;
  ledger(ledgerId: LedgerId): NumberRanges;
  /** Serials of the segments with numbers in this range, ascending. */
  segmentsWith(ledgerId: LedgerId, within: NumberRange): number[];
};

export function createJournalHoldings(): JournalHoldings {
  const segments = new Map<number, SegmentContent>();
  /** What all segments hold together. */
  const ledgers = new Map<LedgerId, NumberRanges>();

  const include = (ledgerId: LedgerId, ranges: readonly NumberRange[]) => {
    const union = ledgers.get(ledgerId) ?? createNumberRanges();
    ledgers.set(ledgerId, union);
    for (const range of ranges) {
      union.add(range);
    }
  };

  const includeAll = ({ ranges }: SegmentContent) => {
    for (const [ledgerId, ofLedger] of ranges) {
      include(ledgerId, ofLedger.all());
    }
  };

  /** Something went: a number of it may be in another segment too. */
  const sumUpAnew = () => {
    ledgers.clear();
    for (const content of segments.values()) {
      includeAll(content);
    }
  };

  return {
    content: (serial) => segments.get(serial) ?? null,
    ledger: (ledgerId) => ledgers.get(ledgerId) ?? createNumberRanges(),
    set(serial, content) {
      const known = segments.has(serial);
      segments.set(serial, content);
      if (known) {
        sumUpAnew();
      } else {
        includeAll(content);
      }
    },
    added: (ledgerId, number) => include(ledgerId, [{ from: number, through: number }]),
    lose(serial, ledgerId, number) {
      segments.get(serial)?.ranges.get(ledgerId)?.remove(number);
      sumUpAnew();
    },
    forget(serial) {
      segments.delete(serial);
      sumUpAnew();
    },
    segmentsWith: (ledgerId, within) =>
      [...segments]
        .filter(([, { ranges }]) => (ranges.get(ledgerId)?.overlapping(within).length ?? 0) > 0)
        .map(([serial]) => serial)
        .toSorted((a, b) => a - b),
  };
}
