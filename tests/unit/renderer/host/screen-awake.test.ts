import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OpeningHours } from '../../../../contract/opening-hours.ts';
import { keepScreenAwake, LOOKED_AT_EVERY_MS } from '../../../../renderer/host/screen-awake.ts';

const MORNING = OpeningHours.parse({
  timeZone: 'UTC',
  weekly: [{ day: 1, from: '09:00', until: '12:00' }],
  closedOn: [],
});

/** A browser that holds a lock until it is released, or its page is hidden. */
function browser({ refuses = false } = {}) {
  const state = { visible: true, refuses, asked: 0, held: 0 };
  let showAgain = (): void => undefined;
  const locks: { released: boolean }[] = [];
  keepScreenAwake({
    wakeLock: {
      async request() {
        state.asked += 1;
        if (state.refuses) {
          throw new DOMException('The battery is low.', 'NotAllowedError');
        }
        const lock = {
          released: false,
          async release() {
            lock.released = true;
          },
        };
        locks.push(lock);
        return lock;
      },
    },
    isVisible: () => state.visible,
    onVisible: (run) => {
      showAgain = run;
    },
    hours: () => MORNING,
    wallMs: () => Date.now(),
  });
  return {
    state,
    held: () => locks.filter(({ released }) => !released).length,
    hide: async () => {
      state.visible = false;
      for (const lock of locks) {
        lock.released = true;
      }
      await vi.advanceTimersByTimeAsync(LOOKED_AT_EVERY_MS);
    },
    show: async () => {
      state.visible = true;
      showAgain();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

describe('the screen', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-23T11:59:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is kept awake in opening hours and may sleep out of them', async () => {
    const { held } = browser();
    await vi.advanceTimersByTimeAsync(0);
    expect(held()).toBe(1);
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(held()).toBe(0);
  });

  it('is kept awake again when the page comes back', async () => {
    const { held, hide, show } = browser();
    await vi.advanceTimersByTimeAsync(0);
    await hide();
    expect(held()).toBe(0);
    await show();
    expect(held()).toBe(1);
  });

  it('is asked for again when the browser refused', async () => {
    const { state, held, show } = browser({ refuses: true });
    await vi.advanceTimersByTimeAsync(LOOKED_AT_EVERY_MS);
    expect([state.asked > 0, held()]).toEqual([true, 0]);
    state.refuses = false;
    await show();
    expect(held()).toBe(1);
  });
});
