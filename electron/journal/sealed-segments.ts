import type { LedgerId } from '../../contract/identifiers.ts';
import type { NumberRange } from '../../contract/number-range.ts';
import { messageOf } from '../log.ts';
import type { JournalReport } from './journal.ts';
import type { JournalFile } from './journal-file.ts';
import type { JournalFolder } from './journal-folder.ts';
import type { JournalHoldings } from './journal-holdings.ts';
import type { NumberedBody } from './segment-bodies.ts';
import { readBodies } from './segment-bodies.ts';
import type { SegmentContent } from './segment-content.ts';
import { createGrowingContent } from './segment-content.ts';
import type { SegmentIndex } from './segment-index.ts';
import { createSegmentIndex } from './segment-index.ts';
import { scanSegment } from './segment-scan.ts';

export type SealedParts = {
  readonly folder: JournalFolder;
  readonly holdings: JournalHoldings;
  /** Of how many segments it is remembered where their events lie. */
  readonly indexedSegments: number;
  readonly report: (report: JournalReport) => void;
  /** A segment holds something else than the directory describes. */
  readonly onRevised: () => void;
};

/** The segments that are no longer written: listed, read when somebody asks for their events, removed. */
export type SealedSegments = {
  contents(): ReadonlyMap<number, SegmentContent>;
  /** Its index is known from when it was written. */
  add(serial: number, index: SegmentIndex): void;
  /** @param written the index of the segment that is being written; it is read the same way. */
  bodies(
    serial: number,
    ledgerId: LedgerId,
    within: NumberRange,
    written: SegmentIndex | null,
  ): Promise<NumberedBody[]>;
  /** Removes those that can be removed; the others stay and are reported. */
  remove(serials: readonly number[], reason: 'old' | 'disk-full'): Promise<number>;
};

export function createSealedSegments(
  parts: SealedParts,
  initial: readonly number[],
): SealedSegments {
  const { folder, holdings, report } = parts;
  const serials = new Set(initial);
  /** Those used last come last. */
  const indices = new Map<number, SegmentIndex>();

  const remember = (serial: number, index: SegmentIndex) => {
    indices.delete(serial);
    indices.set(serial, index);
    for (const oldest of indices.keys()) {
      if (indices.size <= parts.indexedSegments) {
        return;
      }
      indices.delete(oldest);
    }
  };

  /** What a segment turns out to hold: less when it was damaged, more when it only seemed to be. */
  const revise = (serial: number, found: SegmentContent) => {
    const known = holdings.content(serial);
    let lost = 0;
    for (const [ledgerId, ranges] of known?.ranges ?? []) {
      const there = found.ranges.get(ledgerId);
      for (const range of ranges.all()) {
        const gaps = there?.missing(range, Number.POSITIVE_INFINITY) ?? [range];
        lost += gaps.reduce((sum, { from, through }) => sum + through - from + 1, 0);
      }
    }
    if (lost > 0) {
      report({ what: 'segment-damaged', segment: serial, events: lost });
    }
    if (lost > 0 || found.events !== known?.events) {
      holdings.set(serial, found);
      parts.onRevised();
    }
  };

  async function indexOf(serial: number, file: JournalFile): Promise<SegmentIndex> {
    const known = indices.get(serial);
    if (known !== undefined) {
      remember(serial, known);
      return known;
    }
    const index = createSegmentIndex();
    const content = createGrowingContent();
    const { sizeBytes } = await scanSegment(file, {
      record(record, place) {
        if (record.kind === 'event') {
          content.add({ ...record, wallMs: record.at.wallMs });
          index.add(record.ledgerId, record.number, place);
        }
      },
      // What it held is known: what is not found any more is counted.
      damaged: () => undefined,
    });
    if (serials.has(serial)) {
      revise(serial, content.content(sizeBytes));
      remember(serial, index);
    }
    return index;
  }

  /** Null when it was removed meanwhile, by us or by somebody else. */
  async function opened(serial: number): Promise<JournalFile | null> {
    try {
      return await folder.open(serial);
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) {
        throw thrown;
      }
      if (serials.delete(serial)) {
        holdings.forget(serial);
        report({ what: 'segment-missing', segment: serial });
        parts.onRevised();
      }
      return null;
    }
  }

  return {
    contents: () =>
      new Map(
        [...serials].flatMap((serial) => {
          const content = holdings.content(serial);
          return content === null ? [] : [[serial, content] as const];
        }),
      ),
    add(serial, index) {
      serials.add(serial);
      remember(serial, index);
    },
    async bodies(serial, ledgerId, within, written) {
      const file = await opened(serial);
      if (file === null) {
        return [];
      }
      try {
        const index = written ?? (await indexOf(serial, file));
        const read = await readBodies(file, ledgerId, index.places(ledgerId, within));
        for (const number of read.damaged) {
          // Its index was built when it was whole.
          indices.delete(serial);
          if (holdings.content(serial)?.ranges.get(ledgerId)?.has(number) === true) {
            holdings.lose(serial, ledgerId, number);
            report({ what: 'segment-damaged', segment: serial, events: 1 });
            parts.onRevised();
          }
        }
        return read.bodies;
      } finally {
        await file.close();
      }
    },
    async remove(removable, reason) {
      let segments = 0;
      let events = 0;
      for (const serial of removable) {
        try {
          await folder.remove(serial);
        } catch (thrown) {
          report({ what: 'segment-not-removed', segment: serial, detail: messageOf(thrown) });
          continue;
        }
        segments += 1;
        events += holdings.content(serial)?.events ?? 0;
        serials.delete(serial);
        indices.delete(serial);
        holdings.forget(serial);
      }
      if (segments > 0) {
        report({ what: 'segments-removed', segments, events, reason });
      }
      return segments;
    },
  };
}
