import { describe, expect, it } from 'vitest';
import type { Area } from '../../../electron/flat-screen.ts';
import {
  FLAT_CHECK_AGAIN_MS,
  FLAT_CHECK_EVERY_MS,
  runFlatCheck,
} from '../../../electron/run-flat-check.ts';
import { manualTime } from '../../support/manual-time.ts';

const PAPER = [234, 245, 251, 255];
const INK = [26, 33, 45, 255];

/** A screen of paper, 8 by 40, with ink on some of its lines. */
function screenWith(inked: readonly number[]) {
  const areas: Area[] = [];
  const capture = (area: Area): Promise<Uint8Array> => {
    areas.push(area);
    const pixels = Array.from({ length: area.height }, (_line, line) =>
      Array.from({ length: area.width }, (_pixel, x) =>
        x === 3 && inked.includes(area.y + line) ? INK : PAPER,
      ),
    );
    return Promise.resolve(Uint8Array.from(pixels.flat(2)));
  };
  return { areas, capture };
}

function checked(capture: (area: Area) => Promise<Uint8Array | null>, shown = true) {
  const time = manualTime();
  const told: string[] = [];
  const end = runFlatCheck({
    startTimer: time.startTimer,
    size: () => (shown ? { width: 8, height: 40 } : null),
    capture,
    onFlat: () => told.push(`flat at ${time.now()}`),
    onFailure: (thrown) => told.push(String(thrown)),
  });
  /** A look ends some turns of the microtask queue later. */
  const pass = async (ms: number) => {
    time.advance(ms);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  };
  return { pass, told, end, waiting: () => time.waiting() };
}

describe('flat check', () => {
  it('is content with a strip of a few lines, once a minute', async () => {
    const { areas, capture } = screenWith([21]);
    const { pass, told } = checked(capture);
    await pass(FLAT_CHECK_EVERY_MS);
    await pass(FLAT_CHECK_EVERY_MS);
    expect([told, areas]).toEqual([
      [],
      [
        { x: 0, y: 20, width: 8, height: 4 },
        { x: 0, y: 20, width: 8, height: 4 },
      ],
    ]);
  });

  it('looks at the whole before it calls a screen flat, and twice', async () => {
    const sparse = screenWith([1]);
    const there = checked(sparse.capture);
    await there.pass(FLAT_CHECK_EVERY_MS);
    const empty = checked(screenWith([]).capture);
    await empty.pass(FLAT_CHECK_EVERY_MS);
    const once = [...empty.told];
    await empty.pass(FLAT_CHECK_AGAIN_MS);
    expect([there.told, sparse.areas.length, once, empty.told, empty.waiting()]).toEqual([
      [],
      4,
      [],
      [`flat at ${FLAT_CHECK_EVERY_MS + FLAT_CHECK_AGAIN_MS}`],
      0,
    ]);
  });

  it('concludes nothing where nothing has to be seen or nobody can tell', async () => {
    const unseen = checked(screenWith([]).capture, false);
    const none = checked(() => Promise.resolve(null));
    const failing = checked(() => Promise.reject(new Error('no frame')));
    for (const each of [unseen, none, failing]) {
      await each.pass(FLAT_CHECK_EVERY_MS);
      await each.pass(FLAT_CHECK_EVERY_MS);
    }
    expect([unseen.told, none.told, failing.told]).toEqual([
      [],
      [],
      ['Error: no frame', 'Error: no frame'],
    ]);
  });

  it('ends when it is told to', async () => {
    const { pass, end, told, waiting } = checked(screenWith([]).capture);
    await pass(FLAT_CHECK_EVERY_MS);
    end();
    await pass(FLAT_CHECK_EVERY_MS);
    expect([told, waiting()]).toEqual([[], 0]);
  });
});
