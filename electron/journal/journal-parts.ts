import type { StartTimer } from '../../hardware/node/start-timer.ts';
import type { ActiveSegment } from './active-segment.ts';
import type { JournalReport, JournalRoom } from './journal.ts';
import type { JournalBooks } from './journal-books.ts';
import type { JournalFolder } from './journal-folder.ts';
import type { JournalHoldings } from './journal-holdings.ts';
import type { JournalLimits } from './journal-limits.ts';

export type JournalParts = {
  readonly folder: JournalFolder;
  readonly limits: JournalLimits;
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
  readonly startTimer: StartTimer;
  readonly report: (report: JournalReport) => void;
  /** The disk got full, or has room again. */
  readonly onRoom: (room: JournalRoom) => void;
};

/** What a start knows of the journal, and the segment it goes on in. */
export type OpenedSegments = {
  readonly books: JournalBooks;
  readonly holdings: JournalHoldings;
  /** Serials of the sealed segments, ascending. */
  readonly sealed: readonly number[];
  readonly active: ActiveSegment;
  /** The directory on disk does not describe exactly the sealed segments. */
  readonly directoryStale: boolean;
};
