import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../../../electron/journal/journal-record.ts';
import { RETRY_RESERVE_MS } from '../../../../electron/journal/journal-reserve.ts';
import { LEDGER, pressedBody } from '../sample-events.ts';
import type { JournalInMemory } from './journal-in-memory.ts';
import { journalInMemory } from './journal-in-memory.ts';
import { memoryJournalFolder } from './memory-journal-folder.ts';

const LINE_BYTES = encodeRecord({ kind: 'event', body: pressedBody(10) }).length;
const RESERVE_BYTES = LINE_BYTES * 3;
const FULL = 'ENOSPC: no room or no such file';

/** Everything that was started has run. */
const settled = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

async function append(made: JournalInMemory, from: number, count: number) {
  const kept: boolean[] = [];
  for (let number = from; number < from + count; number += 1) {
    kept.push((await made.journal.append(pressedBody(number))).kept);
  }
  await settled();
  return kept;
}

const numbersHeld = ({ journal }: JournalInMemory, last: number) =>
  Array.from({ length: last }, (_each, index) => index + 1).filter((number) =>
    journal.holds(LEDGER, number),
  );

describe('journal on a full disk', () => {
  it('keeps on with its reserve, then refuses, and says both once', async () => {
    const made = await journalInMemory({ limits: { reserveBytes: RESERVE_BYTES } });
    await append(made, 1, 2);
    const roomBefore = made.journal.room();
    made.folder.limit(made.folder.usedBytes());
    const kept = await append(made, 3, 5);
    const refused = await made.journal.append(pressedBody(8));
    const again = await journalInMemory({ content: made.content() });
    expect({
      roomBefore,
      kept,
      refused,
      room: made.journal.room(),
      rooms: made.rooms,
      held: numbersHeld(again, 9),
      reports: again.reports().map(({ what }) => what),
    }).toEqual({
      roomBefore: 'enough',
      kept: [true, true, true, false, false],
      refused: { kept: false, error: FULL },
      room: 'full',
      rooms: ['full'],
      held: [1, 2, 3, 4, 5],
      // As much as fitted of what was refused.
      reports: ['torn-tail'],
    });
  });

  it('holds its reserve again when there is room for twice as much', async () => {
    const made = await journalInMemory({ limits: { reserveBytes: RESERVE_BYTES } });
    made.folder.limit(made.folder.usedBytes());
    await append(made, 1, 1);
    const waiting = made.timers.map(({ delayMs }) => delayMs);
    made.folder.limit(made.folder.usedBytes() + RESERVE_BYTES * 2 - 1);
    made.timers.shift()?.run();
    await settled();
    const tooLittle = [made.folder.reserveBytes(), made.timers.length];
    made.folder.limit(made.folder.usedBytes() + RESERVE_BYTES * 2);
    made.timers.shift()?.run();
    await settled();
    expect([waiting, tooLittle, made.folder.reserveBytes(), made.rooms, made.timers]).toEqual([
      [RETRY_RESERVE_MS],
      [0, 1],
      RESERVE_BYTES,
      ['full', 'enough'],
      [],
    ]);
  });

  it('gives up first, oldest first, what the hub has', async () => {
    const made = await journalInMemory({
      limits: { segmentBytes: 2 * LINE_BYTES - 10, reserveBytes: RESERVE_BYTES },
    });
    await append(made, 1, 7);
    await made.journal.markStoredThrough(LEDGER, 4);
    made.folder.limit(made.folder.usedBytes());
    const kept = await append(made, 8, 2);
    const removed = made.reports().filter(({ what }) => what === 'segments-removed');
    const each = { what: 'segments-removed', segments: 1, events: 2, reason: 'disk-full' };
    const fuller = await append(made, 10, 2);
    expect({
      kept: [kept, fuller],
      held: numbersHeld(made, 11),
      removed,
      rooms: made.rooms,
      reserveBytes: made.folder.reserveBytes(),
    }).toEqual({
      kept: [
        [true, true],
        [true, true],
      ],
      held: [5, 6, 7, 8, 9, 10, 11],
      removed: [each, each],
      rooms: ['full'],
      reserveBytes: 0,
    });
  });

  it('never gives up what the hub may not have', async () => {
    const made = await journalInMemory({
      limits: { segmentBytes: 2 * LINE_BYTES - 10, reserveBytes: RESERVE_BYTES },
    });
    await append(made, 1, 7);
    await made.journal.markStoredThrough(LEDGER, 1);
    made.folder.limit(made.folder.usedBytes());
    const kept = await append(made, 8, 5);
    expect([kept, numbersHeld(made, 20), made.reports()]).toEqual([
      [true, true, true, false, false],
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      [],
    ]);
  });

  it('says so when it starts on one', async () => {
    const folder = memoryJournalFolder();
    folder.limit(LINE_BYTES);
    const made = await journalInMemory({ folder, limits: { reserveBytes: RESERVE_BYTES } });
    await settled();
    const kept = await append(made, 1, 2);
    expect([made.rooms, kept, made.timers.length]).toEqual([['full'], [true, false], 1]);
    await made.journal.close();
    expect(made.timers).toEqual([]);
  });

  it('trusts a mark no longer when a newer one found no room', async () => {
    const made = await journalInMemory({
      limits: { segmentBytes: 2 * LINE_BYTES - 10, reserveBytes: 1 },
    });
    await append(made, 1, 5);
    await made.journal.markStoredThrough(LEDGER, 5);
    made.folder.limit(0);
    // The first sealed segment goes, which does not help: the disk holds more than it may.
    const lower = await made.journal.markStoredThrough(LEDGER, 0);
    await settled();
    made.reports();
    const left = numbersHeld(made, 5);
    const next = await made.journal.append(pressedBody(6));
    expect([lower.kept, next.kept, numbersHeld(made, 6), made.reports()]).toEqual([
      false,
      false,
      left,
      [],
    ]);
  });
});
