import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  mayRelaunch,
  readRelaunches,
  rendersInSoftware,
  withRelaunch,
  writeRelaunches,
} from '../../../electron/relaunches.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW_MS = 1_790_000_000_000;

describe('relaunches', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glimlach-relaunches-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const after = (agesMs: readonly number[]) => ({
    atMs: agesMs.map((age) => NOW_MS - age),
    softwareUntilMs: null,
  });

  it('are at least ten minutes apart and at most five a day', () => {
    expect([
      mayRelaunch(after([]), NOW_MS),
      mayRelaunch(after([9 * MINUTE_MS]), NOW_MS),
      mayRelaunch(after([10 * MINUTE_MS]), NOW_MS),
      mayRelaunch(after([5, 4, 3, 2, 1].map((hours) => hours * HOUR_MS)), NOW_MS),
      mayRelaunch(after([25, 4, 3, 2, 1].map((hours) => hours * HOUR_MS)), NOW_MS),
    ]).toEqual([true, false, true, false, true]);
  });

  it('are not held up by a clock that was put back', () => {
    expect(mayRelaunch(after([-HOUR_MS, -2 * HOUR_MS]), NOW_MS)).toBe(true);
  });

  it('remember across the start that the GPU is not to be used, for half a day', async () => {
    const none = readRelaunches(folder);
    await writeRelaunches(folder, withRelaunch(none, NOW_MS, true));
    const read = readRelaunches(folder);
    expect([
      none,
      read.atMs,
      rendersInSoftware(none, NOW_MS),
      rendersInSoftware(read, NOW_MS + 11 * HOUR_MS),
      rendersInSoftware(read, NOW_MS + 13 * HOUR_MS),
      rendersInSoftware(withRelaunch(read, NOW_MS + HOUR_MS, false), NOW_MS + HOUR_MS),
    ]).toEqual([{ atMs: [], softwareUntilMs: null }, [NOW_MS], false, true, false, true]);
  });

  it('start anew where the file says nothing that can be read', async () => {
    await writeFile(join(folder, 'relaunches.json'), '{"atMs":["x"],"softwareUntilMs":"never"');
    expect(readRelaunches(folder)).toEqual({ atMs: [], softwareUntilMs: null });
  });
});
