import { describe, expect, it } from 'vitest';
import { memoryLimits, memoryRemedy, type MemoryUse } from '../../../electron/memory-use.ts';

const MB = 1024 * 1024;
const MINUTE_MS = 60_000;
/** Of a machine with 2 GB. */
const LIMITS = memoryLimits(2_048 * MB);

const USE: MemoryUse = {
  pageBytes: 150 * MB,
  mainBytes: 200 * MB,
  pageUpMs: 600 * MINUTE_MS,
  mainUpMs: 600 * MINUTE_MS,
  screen: 'start',
  quietForMs: 5 * MINUTE_MS,
};
const remedy = (parts: Partial<MemoryUse>) => memoryRemedy(LIMITS, { ...USE, ...parts });

describe('memory', () => {
  it('is a sixth of the machine for page and main before anything is done, within bounds', () => {
    const soft = [512, 2_048, 3_072, 16_384].map((machineMb) => {
      const { page, main } = memoryLimits(machineMb * MB);
      return [page.softBytes, main.softBytes].map((bytes) => Math.round(bytes / MB));
    });
    expect(soft).toEqual([
      [300, 350],
      [341, 350],
      [512, 512],
      [600, 700],
    ]);
  });

  it('has a page that grew too large come anew when nobody is served, and at once before it is too late', () => {
    expect([
      remedy({}),
      remedy({ pageBytes: 400 * MB }),
      remedy({ pageBytes: 700 * MB, screen: 'step' }),
      remedy({ pageBytes: null }),
    ]).toEqual(['none', 'reload-when-idle', 'reload', 'none']);
  });

  it('does not load a page again and again that is that large from its start', () => {
    expect([
      remedy({ pageBytes: 400 * MB, pageUpMs: 29 * MINUTE_MS }),
      remedy({ pageBytes: 700 * MB, pageUpMs: 4 * MINUTE_MS }),
    ]).toEqual(['none', 'none']);
  });

  it('starts the program again in a quiet hour or at night when main grew too large', () => {
    const mainBytes = 400 * MB;
    expect([
      remedy({ mainBytes }),
      remedy({ mainBytes, screen: 'night' }),
      remedy({ mainBytes, quietForMs: 30 * MINUTE_MS }),
      remedy({ mainBytes, screen: 'night', mainUpMs: 60 * MINUTE_MS }),
    ]).toEqual(['none', 'relaunch', 'relaunch', 'none']);
  });

  it('starts it between two visitors when main is about to take what the machine has', () => {
    const mainBytes = 700 * MB;
    expect([
      remedy({ mainBytes, quietForMs: 0 }),
      remedy({ mainBytes, quietForMs: MINUTE_MS }),
    ]).toEqual(['none', 'relaunch']);
  });
});
