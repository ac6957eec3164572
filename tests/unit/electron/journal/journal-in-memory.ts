import type { Journal, JournalReport, JournalRoom } from '../../../../electron/journal/journal.ts';
import type { JournalLimits } from '../../../../electron/journal/journal-limits.ts';
import { openJournal } from '../../../../electron/journal/open-journal.ts';
import { START_MS } from '../sample-events.ts';
import type { FolderContent, MemoryJournalFolder } from './memory-journal-folder.ts';
import { memoryJournalFolder } from './memory-journal-folder.ts';

const DAY_MS = 86_400_000;

export const LIMITS: JournalLimits = {
  segmentBytes: 1024 * 1024,
  reserveBytes: 4_096,
  keeping: { events: 1_000, ageMs: 30 * DAY_MS },
  indexedSegments: 2,
  atOnceWithinMs: 0,
};

export type JournalInMemory = {
  readonly journal: Journal;
  readonly folder: MemoryJournalFolder;
  /** What it reported since it was asked last. */
  readonly reports: () => JournalReport[];
  readonly rooms: JournalRoom[];
  /** Timers that wait, with what they do. */
  readonly timers: { readonly delayMs: number; readonly run: () => void }[];
  /** What a start finds after this process was killed. */
  readonly content: () => FolderContent;
};

/** A journal on a folder in memory, as a start opens it. */
export async function journalInMemory(
  parts: {
    folder?: MemoryJournalFolder;
    content?: FolderContent;
    limits?: Partial<JournalLimits>;
    wallMs?: () => number;
    monotonicMs?: () => number;
  } = {},
): Promise<JournalInMemory> {
  const folder = parts.folder ?? memoryJournalFolder(parts.content);
  let reports: JournalReport[] = [];
  const rooms: JournalRoom[] = [];
  const timers: { delayMs: number; run(): void }[] = [];
  const journal = await openJournal({
    folder,
    limits: { ...LIMITS, ...parts.limits },
    wallMs: parts.wallMs ?? (() => START_MS),
    monotonicMs: parts.monotonicMs ?? (() => 0),
    startTimer(delayMs, run) {
      const timer = { delayMs, run };
      timers.push(timer);
      return () => {
        timers.splice(timers.indexOf(timer), 1);
      };
    },
    report: (report) => reports.push(report),
    onRoom: (room) => rooms.push(room),
  });
  return {
    journal,
    folder,
    rooms,
    timers,
    content: () => folder.content(),
    reports() {
      const told = reports;
      reports = [];
      return told;
    },
  };
}

/** A folder whose first segment holds these bytes. */
export function oneSegment(bytes: Uint8Array): FolderContent {
  return { segments: new Map([[1, bytes]]), directory: null };
}
