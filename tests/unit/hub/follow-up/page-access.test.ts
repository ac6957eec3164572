import { describe, expect, it } from 'vitest';
import {
  accessTo,
  BOUND_FOR_MS,
  PAGE_LASTS_MS,
  type PageUse,
} from '../../../../hub/follow-up/page-access.ts';

const NOW = 1_790_000_000_000;
const MINE = Buffer.from('mine');
const UNUSED: PageUse = { pressReceivedMs: null, openedMs: null, bound: null };

describe('accessTo', () => {
  it('is open to anybody at first, and for seven days', () => {
    expect(accessTo(UNUSED, [], NOW)).toBe('open');
    for (const since of [{ pressReceivedMs: NOW }, { openedMs: NOW }]) {
      expect(accessTo({ ...UNUSED, ...since }, [], NOW + PAGE_LASTS_MS - 1)).toBe('open');
      expect(accessTo({ ...UNUSED, ...since }, [MINE], NOW + PAGE_LASTS_MS)).toBe('expired');
    }
  });

  it('counts from whichever was earlier', () => {
    const use = { ...UNUSED, pressReceivedMs: NOW, openedMs: NOW - PAGE_LASTS_MS };
    expect(accessTo(use, [], NOW)).toBe('expired');
  });

  it('is open to the one who was first until its time is over, and used to others', () => {
    const use = { ...UNUSED, bound: { sha256: MINE, untilMs: NOW + BOUND_FOR_MS } };
    expect(accessTo(use, [Buffer.from('else'), MINE], NOW)).toBe('open');
    expect(accessTo(use, [Buffer.from('else')], NOW)).toBe('used');
    expect(accessTo(use, [MINE], NOW + BOUND_FOR_MS)).toBe('used');
    // Once begun, its half hour is whole.
    const late = { ...use, openedMs: NOW - PAGE_LASTS_MS };
    expect(accessTo(late, [MINE], NOW)).toBe('open');
  });
});
