import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockFrom } from '../../../../electron/clock.ts';
import { createRecorder } from '../../../../electron/recorder/recorder.ts';
import { createBoxBooks } from '../../../../hardware/connection/box-books.ts';
import { journalInMemory } from '../journal/journal-in-memory.ts';
import type { FolderContent } from '../journal/memory-journal-folder.ts';
import { memoryLog } from '../memory-log.ts';
import { CONTEXT, START_MS } from '../sample-events.ts';

const BOXES = ['GB-1', 'GB-2'] as const;
const BUTTONS = 3;

type Step =
  /** Whoever does not hear a press sees it on the counter later. */
  | { do: 'press'; box: number; button: number; heard: boolean }
  | { do: 'heartbeat'; box: number }
  /** The terminal's program, or the whole computer: then the monotonic clock begins anew. */
  | { do: 'kill'; computerToo: boolean }
  /** The page comes at once, or has not come when it is overdue. */
  | { do: 'start'; page: boolean }
  | { do: 'attach' }
  /** What is being written reaches the disk. */
  | { do: 'settle' }
  /** The box loses its power; its start number rises, unless its memory was lost. */
  | { do: 'restart-box'; box: number; boot: number | 'next' };

const box = fc.nat(BOXES.length - 1);

/** @param boot which start number a box has when it started anew; null when boxes never do. */
function steps(boot: fc.Arbitrary<number | 'next'> | null): fc.Arbitrary<Step[]> {
  return fc.array(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          do: fc.constant('press' as const),
          box,
          button: fc.nat(BUTTONS - 1),
          heard: fc.boolean(),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('heartbeat' as const), box }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('kill' as const), computerToo: fc.boolean() }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant('start' as const), page: fc.boolean() }),
      },
      { weight: 1, arbitrary: fc.constant({ do: 'attach' as const }) },
      { weight: 2, arbitrary: fc.constant({ do: 'settle' as const }) },
      ...(boot === null
        ? []
        : [
            {
              weight: 1,
              arbitrary: fc.record({ do: fc.constant('restart-box' as const), box, boot }),
            },
          ]),
    ),
    { maxLength: 60, size: 'max' },
  );
}

/** Boxes that count whatever happens to the terminal, and a terminal that is killed and started again. */
async function happens(story: readonly Step[], firstCount: number) {
  const boxes = BOXES.map((boxId) => ({
    boxId,
    boot: 10,
    counts: Array.from({ length: BUTTONS }, () => firstCount),
  }));
  let made = 0;
  let nowMs = 1_000;
  let computer = 1;
  let ids = 0;
  let content: FolderContent | undefined;

  async function start(page = true) {
    const clock = clockFrom({
      wallMs: () => START_MS + nowMs,
      monotonicNs: () => BigInt(nowMs) * 1_000_000n,
      bootId: `computer-${computer}`,
    });
    const { journal, content: onDisk } = await journalInMemory({
      ...(content === undefined ? {} : { content }),
      // Small, so that what is known of the boxes goes from segment to segment.
      limits: { segmentBytes: 2_000, keeping: { events: 5, ageMs: 0 } },
    });
    let overdue: (() => void) | undefined;
    const recorder = createRecorder({
      journal,
      clock,
      log: memoryLog(),
      randomBytes(count) {
        ids += 1;
        const bytes = new Uint8Array(count);
        new DataView(bytes.buffer).setUint32(0, ids);
        return bytes;
      },
      inForce: () => ({
        context: CONTEXT,
        questionnaire: null,
        buttons: { '0': 'positive', '1': 'negative', '2': 'staff' },
      }),
      pushPressed: () => undefined,
      pushJournalSettled: () => undefined,
      lightButton: () => undefined,
      livePress: () => undefined,
      staffWanted: () => undefined,
      staffComing: () => undefined,
      startTimer(_delayMs, run) {
        overdue ??= run;
        return () => undefined;
      },
    });
    const attach = (): void => {
      const newest = journal.newest();
      recorder.attach({ state: 'ready', ledgers: newest === null ? [] : [newest], ahead: [] });
    };
    return {
      journal,
      onDisk,
      recorder,
      books: createBoxBooks(journal.boxes()),
      pageComes: page ? attach : overdue,
      attach,
    };
  }

  let terminal: Awaited<ReturnType<typeof start>> | null = await start();
  terminal.attach();

  const hear = (index: number, cause: number | null): void => {
    const heard = boxes[index];
    if (terminal === null || heard === undefined) {
      return;
    }
    const { boxId, boot, counts } = heard;
    const status = { kind: 'status' as const, boot, cause, counts: [...counts] };
    const { reading, presses } = terminal.books.countStatus(boxId, status, nowMs);
    if (reading !== null) {
      terminal.recorder.noteBox(reading);
    }
    for (const press of presses) {
      terminal.recorder.pressOnBox(press);
    }
  };

  /** The first status of each box: from here on it belongs to this terminal. */
  const meet = (): void => {
    for (const index of boxes.keys()) {
      hear(index, null);
    }
  };
  meet();
  await settled();

  for (const step of story) {
    nowMs += 1_000;
    switch (step.do) {
      case 'press': {
        const pressed = boxes[step.box];
        if (pressed !== undefined) {
          pressed.counts[step.button] = ((pressed.counts[step.button] ?? 0) + 1) >>> 0;
          made += 1;
          if (step.heard) {
            hear(step.box, step.button);
          }
        }
        break;
      }
      case 'heartbeat':
        hear(step.box, null);
        break;
      case 'kill':
        content = terminal?.onDisk() ?? content;
        terminal = null;
        if (step.computerToo) {
          computer += 1;
          nowMs = 1_000;
        }
        break;
      case 'start':
        if (terminal === null) {
          terminal = await start(step.page);
          meet();
          terminal.pageComes?.();
        }
        break;
      case 'attach':
        terminal?.attach();
        break;
      case 'settle':
        await settled();
        break;
      case 'restart-box': {
        const restarted = boxes[step.box];
        if (restarted !== undefined) {
          restarted.boot = step.boot === 'next' ? restarted.boot + 1 : step.boot;
          restarted.counts.fill(0);
          hear(step.box, null);
        }
      }
    }
  }
  terminal ??= await start();
  nowMs += 60_000;
  meet();
  terminal.attach();
  await terminal.journal.close();
  const recorded = terminal.journal.summary().reduce((sum, { last }) => sum + last, 0);
  return { made, recorded };
}

/** The journal in memory writes in microtasks. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

const NEAR_WRAP = 0xffff_fffd;
const nextBoot = fc.constant('next' as const);
const anyBoot = fc.oneof(nextBoot, fc.integer({ min: 1, max: 30 }));

describe('boxes over the restarts of a terminal', () => {
  it('have every press recorded once, on whatever button and whenever the terminal is killed', async () => {
    await fc.assert(
      fc.asyncProperty(steps(null), fc.constantFrom(0, 7, NEAR_WRAP), async (story, count) => {
        const { made, recorded } = await happens(story, count);
        expect(recorded).toBe(made);
      }),
      { numRuns: 150 },
    );
  });

  it('have no press recorded twice or made up when they restart too, even with a number of before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.tuple(steps(anyBoot), fc.constantFrom(0, 7)),
          // With its number of before, a counter that is 0 again looks as if it had wrapped there.
          fc.tuple(steps(nextBoot), fc.constant(NEAR_WRAP)),
        ),
        async ([story, count]) => {
          const { made, recorded } = await happens(story, count);
          expect(recorded).toBeLessThanOrEqual(made);
        },
      ),
      { numRuns: 150 },
    );
  });
});
