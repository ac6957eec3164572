import { describe, expect, it } from 'vitest';
import type { PlacedBoxMemory, PlacedReading } from '../../../../electron/journal/box-memory.ts';
import { afterNote, afterReading } from '../../../../electron/journal/box-memory.ts';
import { instant, LEDGER, OTHER_LEDGER } from '../sample-events.ts';

/** A reading of button 0 as it came with event `number`, five seconds after the one before it. */
function reading(number: number, boot: number, count: number, parts: Partial<PlacedReading> = {}) {
  const at = instant(number * 5_000);
  return { boxId: 'GB-1', button: 0, boot, count, at, ledgerId: LEDGER, number, ...parts };
}

/** What is known after readings in the order they were written: boot, then count per button. */
function known(...readings: PlacedReading[]) {
  let memory: PlacedBoxMemory | undefined;
  for (const each of readings) {
    memory = afterReading(memory, each);
  }
  return memory && { boot: memory.boot, counts: [...memory.counts], at: memory.at.monotonicMs };
}

const laterRun = (number: number) => ({ ...instant(number * 5_000), bootId: 'another-run' });

describe('memory of a box', () => {
  it('follows the readings of every button', () => {
    expect(known(reading(1, 7, 40), reading(2, 7, 3, { button: 1 }), reading(3, 7, 41))).toEqual({
      boot: 7,
      counts: [
        [0, 41],
        [1, 3],
      ],
      at: 15_000,
    });
  });

  describe('after a note', () => {
    const note = (boot: number, counts: Readonly<Record<number, number>>): PlacedBoxMemory => ({
      boot,
      counts: new Map(Object.entries(counts).map(([button, count]) => [Number(button), count])),
      at: laterRun(2),
      ledgerId: LEDGER,
      number: 2,
    });
    const before = afterReading(undefined, reading(1, 17, 41));

    it('takes the buttons that it names as they are, also a count that went back', () => {
      expect([
        afterNote(before, note(17, { 1: 3 })).counts,
        afterNote(before, note(17, { 0: 5 })).counts,
      ]).toEqual([
        new Map([
          [0, 41],
          [1, 3],
        ]),
        new Map([[0, 5]]),
      ]);
    });

    it('takes another start of the box, also one that seems older', () => {
      expect([18, 1].map((boot) => afterNote(before, note(boot, { 0: 0 })))).toMatchObject([
        { boot: 18, counts: new Map([[0, 0]]) },
        { boot: 1, counts: new Map([[0, 0]]) },
      ]);
    });

    it('follows the events after it, and no event of another start at its own number', () => {
      const noted = note(1, { 0: 0 });
      expect([
        afterReading(noted, reading(2, 1, 1)).counts,
        afterReading(noted, reading(2, 17, 42)).boot,
        afterReading(noted, reading(3, 2, 1)).boot,
      ]).toEqual([new Map([[0, 1]]), 1, 2]);
    });

    it('is not undone by events of an earlier start that only the outbox had kept', () => {
      const noted = afterNote(before, note(18, { 0: 0 }));
      const late = [reading(2, 17, 42), reading(3, 17, 43)];
      expect(late.reduce(afterReading, noted)).toMatchObject({
        boot: 18,
        counts: new Map([[0, 0]]),
      });
    });
  });

  it('is not moved back by a reading that was written late', () => {
    expect(known(reading(2, 7, 42), reading(1, 7, 41))).toEqual({
      boot: 7,
      counts: [[0, 42]],
      at: 10_000,
    });
  });

  it('takes what a late reading says of another button', () => {
    expect(known(reading(2, 7, 42), reading(1, 7, 3, { button: 1 }))).toEqual({
      boot: 7,
      counts: [
        [0, 42],
        [1, 3],
      ],
      at: 10_000,
    });
  });

  it('begins anew when the box booted, and keeps that when an older boot is written late', () => {
    const booted = { boot: 8, counts: [[0, 1]], at: 10_000 };
    expect([
      known(reading(1, 7, 41), reading(2, 8, 1)),
      known(reading(2, 8, 1), reading(1, 7, 41)),
    ]).toEqual([booted, booted]);
  });

  it('goes over the wrap of both counters', () => {
    expect([
      known(reading(1, 7, 0xffff_ffff), reading(2, 7, 0))?.counts,
      known(reading(2, 7, 0), reading(1, 7, 0xffff_ffff))?.counts,
      known(
        reading(1, 0xffff_ffff, 5),
        reading(1, 0, 1, { ledgerId: OTHER_LEDGER, at: laterRun(1) }),
      )?.boot,
    ]).toEqual([[[0, 0]], [[0, 0]], 0]);
  });

  it('believes a box whose boot counter was reset, within one ledger', () => {
    const reset = reading(9, 1, 2, { at: laterRun(0) });
    expect([known(reading(8, 7, 41), reset)?.boot, known(reset, reading(8, 7, 41))?.boot]).toEqual([
      1, 1,
    ]);
  });

  it('goes by the boot counter across ledgers and runs of the clock', () => {
    const newer = reading(1, 8, 1, { ledgerId: OTHER_LEDGER, at: laterRun(0) });
    expect([
      known(newer, reading(101, 7, 41))?.boot,
      known(reading(101, 7, 41), newer)?.boot,
    ]).toEqual([8, 8]);
  });
});
