import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../../../contract/event-body.ts';
import { decodeLine } from '../../../../electron/journal/journal-record.ts';
import { id, LEDGER, OTHER_LEDGER, pressedBody, START_MS } from '../sample-events.ts';
import type { JournalInMemory } from './journal-in-memory.ts';
import { journalInMemory, LIMITS } from './journal-in-memory.ts';
import type { FolderContent } from './memory-journal-folder.ts';

const LEDGERS = [LEDGER, OTHER_LEDGER];
const EVENT_BYTES = pressedBody(10).length + 10;
const SMALL = {
  ...LIMITS,
  segmentBytes: 3 * EVENT_BYTES,
  reserveBytes: 2 * EVENT_BYTES,
  keeping: { events: 4, ageMs: 0 },
};

type Step =
  /** Numbers given one after the other; the gap before them is filled never, or later. */
  | { do: 'append'; ledger: number; count: number; skip: number; awaited: boolean }
  /** A number that was skipped arrives after all. */
  | { do: 'late'; ledger: number }
  /** The hub has this share of the ledger. */
  | { do: 'mark'; ledger: number; share: number }
  | { do: 'fail'; what: 'write' | 'sync' | 'truncate' | 'create' | 'directory' }
  | { do: 'fill-disk'; leftBytes: number }
  | { do: 'empty-disk' }
  /** The process ends anywhere in its work; of what was not synced any part is on the disk. */
  | { do: 'crash'; after: number; torn: number; directory: 'kept' | 'older' | 'gone' | 'damaged' }
  /** While the terminal was off a bit changed. */
  | { do: 'damage'; segment: number; at: number; bit: number };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const ledger = fc.integer({ min: 0, max: 1 });
const crash = fc.record({
  do: fc.constant('crash' as const),
  after: fc.integer({ min: 0, max: 40 }),
  torn: share,
  directory: fc.constantFrom('kept', 'kept', 'older', 'gone', 'damaged'),
});
const append = fc.record({
  do: fc.constant('append' as const),
  ledger,
  count: fc.integer({ min: 1, max: 5 }),
  skip: fc.constantFrom(0, 0, 0, 1, 2),
  awaited: fc.boolean(),
});
const mark = fc.record({ do: fc.constant('mark' as const), ledger, share });
const late = fc.record({ do: fc.constant('late' as const), ledger });
const calm = [
  { weight: 8, arbitrary: append },
  { weight: 2, arbitrary: mark },
  { weight: 1, arbitrary: late },
  { weight: 2, arbitrary: crash },
] as const;
const rough = [
  ...calm,
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      what: fc.constantFrom('write', 'sync', 'truncate', 'create', 'directory'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fill-disk' as const),
      leftBytes: fc.integer({ min: 0, max: 3 * EVENT_BYTES }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'empty-disk' as const }) },
] as const;
const damage = fc.record({
  do: fc.constant('damage' as const),
  segment: fc.nat(),
  at: share,
  bit: fc.integer({ min: 0, max: 7 }),
});

const steps = (...kinds: readonly fc.WeightedArbitrary<Step>[]): fc.Arbitrary<Step[]> =>
  fc.array(fc.oneof(...kinds), { maxLength: 40, size: 'max' });

const turn = () =>
  new Promise<void>((resolve) => {
    setImmediate(resolve);
  });

const placeOf = (ledgerId: string, number: number) => `${ledgerId} ${number}`;

/**
 * A journal on a bad day, and what it has promised.
 *
 * @param atOnce its disk is quick enough for presses to be written at once.
 */
async function badDay(atOnce: boolean) {
  let nowMs = 0;
  const opening = {
    limits: { ...SMALL, atOnceWithinMs: atOnce ? Number.POSITIVE_INFINITY : 0 },
    wallMs: () => START_MS * 2,
    monotonicMs: () => {
      nowMs += 1_000;
      return nowMs;
    },
  };
  let made = await journalInMemory(opening);
  let run = 0;
  const next = [1, 1];
  const skipped: number[][] = [[], []];
  const given = new Map<string, EventBody>();
  const acknowledged = new Map<string, EventBody>();
  const marks = new Map<string, number>();
  const highestMarks = new Map<string, number>();
  /** What was refused in this run, and what was refused before something else was kept. */
  let refused: string[] = [];
  const takenBack: string[] = [];
  const reports = new Set<string>();
  /** Whether the last mark of a ledger was answered. */
  let marksSure = true;
  const damaged = new Set<string>();
  const older: (Uint8Array | null)[] = [null];
  let serial = 0;

  function give(which: number, number: number): Promise<void> {
    const ledgerId = LEDGERS[which] ?? LEDGER;
    serial += 1;
    const body = pressedBody(number, { ledgerId, eventId: id(serial) });
    given.set(placeOf(ledgerId, number), body);
    const inRun = run;
    return made.journal.append(body).then(({ kept }) => {
      if (inRun === run && kept) {
        acknowledged.set(placeOf(ledgerId, number), body);
        takenBack.push(...refused.splice(0));
      } else if (inRun === run) {
        refused.push(placeOf(ledgerId, number));
      }
      return undefined;
    });
  }

  const hear = () => {
    for (const { what } of made.reports()) {
      reports.add(what);
    }
  };

  async function restart(content: FolderContent): Promise<void> {
    run += 1;
    refused = [];
    hear();
    made = await journalInMemory({ ...opening, content });
    older.push(made.folder.directory());
  }

  function hurt(content: FolderContent, step: Extract<Step, { do: 'damage' }>): FolderContent {
    const serials = [...content.segments.keys()];
    const which = serials[step.segment % Math.max(1, serials.length)] ?? 0;
    const bytes = Uint8Array.from(content.segments.get(which) ?? []);
    const at = Math.min(bytes.length - 1, Math.floor(step.at * bytes.length));
    if (at < 0) {
      return content;
    }
    let from = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, from)) {
      const decoded = decodeLine(bytes.subarray(from, end));
      // A line whose end is lost takes the one after it along.
      if (at >= from - 1 && at <= end && decoded.ok) {
        const { record } = decoded;
        if (record.kind === 'event') {
          damaged.add(placeOf(record.ledgerId, record.number));
        }
        marksSure = false;
      }
      from = end + 1;
    }
    bytes[at] = (bytes[at] ?? 0) ^ (1 << step.bit);
    return { ...content, segments: new Map(content.segments).set(which, bytes) };
  }

  async function take(step: Step): Promise<void> {
    switch (step.do) {
      case 'append': {
        const appends: Promise<void>[] = [];
        for (let skip = 0; skip < step.skip; skip += 1) {
          skipped[step.ledger]?.push(next[step.ledger] ?? 1);
          next[step.ledger] = (next[step.ledger] ?? 1) + 1;
        }
        for (let count = 0; count < step.count; count += 1) {
          const number = next[step.ledger] ?? 1;
          next[step.ledger] = number + 1;
          appends.push(give(step.ledger, number));
        }
        if (step.awaited) {
          await Promise.all(appends);
        }
        return;
      }
      case 'late': {
        const number = skipped[step.ledger]?.shift();
        if (number !== undefined) {
          await give(step.ledger, number);
        }
        return;
      }
      case 'mark': {
        const ledgerId = LEDGERS[step.ledger] ?? LEDGER;
        const highest = (next[step.ledger] ?? 1) - 1;
        const number = Math.round(step.share * highest);
        const inRun = run;
        const { kept } = await made.journal.markStoredThrough(ledgerId, number);
        if (kept && inRun === run) {
          marks.set(ledgerId, number);
          highestMarks.set(ledgerId, Math.max(number, highestMarks.get(ledgerId) ?? 0));
        } else {
          marksSure = false;
        }
        return;
      }
      case 'fail': {
        const last = made.folder.segment(made.folder.serials().at(-1) ?? 1);
        const error = 'EIO: i/o error';
        if (step.what === 'write') {
          last.failNextWrite(error, 100);
        } else if (step.what === 'sync') {
          last.failNextSync(error);
        } else if (step.what === 'truncate') {
          last.failNextTruncate(error);
        } else if (step.what === 'create') {
          made.folder.failNextCreates(1, error);
        } else {
          made.folder.failNextDirectory(error);
        }
        return;
      }
      case 'fill-disk':
        made.folder.limit(made.folder.usedBytes() + step.leftBytes);
        return;
      case 'empty-disk':
        made.folder.limit(Number.POSITIVE_INFINITY);
        return;
      case 'crash': {
        for (let turns = 0; turns < step.after; turns += 1) {
          await Promise.resolve();
        }
        const content = made.folder.torn(step.torn);
        const directory = {
          kept: content.directory,
          older: older[Math.floor(step.torn * older.length)] ?? null,
          gone: null,
          damaged: content.directory && Uint8Array.from(content.directory).fill(0x58, 3, 4),
        }[step.directory];
        await restart({ ...content, directory });
        return;
      }
      case 'damage': {
        await made.journal.close();
        await restart(hurt(made.folder.content(), step));
      }
    }
  }

  /** What the journal gives out, once everything that is damaged has been found. */
  async function told(of: JournalInMemory) {
    const pages = async () => {
      const all = new Map<string, EventBody>();
      for (const ledgerId of LEDGERS) {
        for (let from: number | null = 1; from !== null;) {
          const page: { bodies: EventBody[]; next: number | null } = await of.journal.page(
            ledgerId,
            from,
            7,
          );
          for (const body of page.bodies) {
            const { number } = JSON.parse(body) as { number: number };
            all.set(placeOf(ledgerId, number), body);
          }
          from = page.next;
        }
      }
      return all;
    };
    await pages();
    await turn();
    return pages();
  }

  /** Places that are held according to the ranges. */
  const heldPlaces = (of: JournalInMemory) =>
    LEDGERS.flatMap((ledgerId, which) =>
      Array.from({ length: next[which] ?? 1 }, (_each, number) => number)
        .filter((number) => of.journal.holds(ledgerId, number))
        .map((number) => placeOf(ledgerId, number)),
    );

  return {
    take,
    made: () => made,
    told,
    heldPlaces,
    given,
    acknowledged,
    damaged,
    marks,
    highestMarks,
    marksSure: () => marksSure,
    takenBack,
    reports() {
      hear();
      return reports;
    },
    /** Clears the way, ends the process as it should and starts another. */
    async recover() {
      made.folder.limit(Number.POSITIVE_INFINITY);
      await turn();
      await made.journal.close();
      await restart(made.folder.content());
    },
  };
}

async function judge(taken: readonly Step[], atOnce: boolean) {
  const day = await badDay(atOnce);
  for (const step of taken) {
    const before = day.heldPlaces(day.made());
    const marksBefore = new Map(day.marks);
    await day.take(step);
    const after = new Set(day.heldPlaces(day.made()));
    // Nothing goes that the hub may not have, but by damage.
    for (const place of before) {
      const [ledgerId = '', digits] = place.split(' ');
      const number = Number(digits);
      // A lower mark may arrive just after a segment went by the higher one.
      const highestMark = Math.max(marksBefore.get(ledgerId) ?? 0, day.marks.get(ledgerId) ?? 0);
      const mayGo = !day.acknowledged.has(place) || number <= highestMark || day.damaged.has(place);
      expect(after.has(place) || mayGo || step.do === 'damage').toBe(true);
    }
  }
  await day.recover();
  const { journal } = day.made();
  const told = await day.told(day.made());
  const highestMark = (ledgerId: string) => day.highestMarks.get(ledgerId) ?? 0;

  // What is given out is what was given in, and agrees with what is said to be held.
  expect([...told].filter(([place, body]) => day.given.get(place) !== body)).toEqual([]);
  expect([...told.keys()]).toEqual(day.heldPlaces(day.made()));
  // Everything acknowledged and undamaged is there, unless the hub has it.
  const lost = [...day.acknowledged.keys()].filter((place) => {
    const [ledgerId = '', number = ''] = place.split(' ');
    return !told.has(place) && !day.damaged.has(place) && Number(number) > highestMark(ledgerId);
  });
  return { day, journal, told, lost };
}

describe('journal on a bad day', () => {
  it('has everything that was acknowledged, in order, wherever it was ended', async () => {
    const property = fc.asyncProperty(steps(...rough), fc.boolean(), async (taken, atOnce) => {
      const { day, journal, told, lost } = await judge(taken, atOnce);
      expect(lost).toEqual([]);
      // And the directory knows nothing that the segments do not tell.
      const { segments } = day.made().content();
      const without = await journalInMemory({
        content: { segments, directory: null },
        limits: SMALL,
      });
      const known = (of: typeof journal) => [
        of.newest(),
        new Set(of.summary()),
        new Set(of.holdings()),
      ];
      expect(known(without.journal)).toEqual(known(journal));
      // What was refused stays refused, and nothing of it lies around.
      expect(day.takenBack.filter((place) => told.has(place))).toEqual([]);
      expect(day.reports().has('damaged-record') || day.reports().has('segment-damaged')).toBe(
        false,
      );
      const numbers = [...day.acknowledged.keys()].map((place) => place.split(' '));
      for (const ledgerId of LEDGERS) {
        const holding = journal.holdings().find((each) => each.ledgerId === ledgerId);
        const { highest, missing } = holding ?? { highest: 0, missing: [] };
        const acknowledged = numbers
          .filter(([of]) => of === ledgerId)
          .map(([, each]) => Number(each));
        expect(highest).toBeGreaterThanOrEqual(Math.max(0, ...acknowledged));
        expect(missing.some(({ from, through }) => from > through)).toBe(false);
        const summary = journal.summary().find((each) => each.ledgerId === ledgerId);
        const confirmed = summary?.confirmed ?? 0;
        const mark = day.marks.get(ledgerId) ?? 0;
        // A mark whose write failed may be on the disk or not.
        expect(day.marksSure() ? confirmed : mark).toBe(mark);
      }
    });
    await fc.assert(property, { numRuns: 100 });
  }, 60_000);

  it('loses to damage only what was damaged, and says what is missing', async () => {
    const property = fc.asyncProperty(
      steps(...calm, { weight: 2, arbitrary: damage }),
      fc.boolean(),
      async (taken, atOnce) => {
        const { lost } = await judge(taken, atOnce);
        expect(lost).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  }, 60_000);
});
