import { describe, expect, it } from 'vitest';
import { OpeningHours } from '../../../contract/opening-hours.ts';
import { keepDisplayAwake, LOOKED_AT_EVERY_MS } from '../../../electron/display-awake.ts';

const MORNING = OpeningHours.parse({
  timeZone: 'UTC',
  weekly: [{ day: 1, from: '09:00', until: '12:00' }],
  closedOn: [],
});

/** A display that may sleep when nothing blocks it, and a clock that is moved by hand. */
function display(hours: OpeningHours | null) {
  const blocking = new Set<number>();
  const state = { hours, wallMs: Date.parse('2026-11-23T08:59:50Z') };
  let ids = 0;
  let due: (() => void) | null = null;
  keepDisplayAwake({
    blocker: {
      start(type) {
        expect(type).toBe('prevent-display-sleep');
        ids += 1;
        blocking.add(ids);
        return ids;
      },
      stop: (id) => void blocking.delete(id),
    },
    hours: () => state.hours,
    wallMs: () => state.wallMs,
    startTimer(delayMs, run) {
      expect(delayMs).toBe(LOOKED_AT_EVERY_MS);
      due = run;
      return () => undefined;
    },
  });
  return {
    state,
    blocks: () => blocking.size,
    at: (time: string) => {
      state.wallMs = Date.parse(`2026-11-23T${time}Z`);
      due?.();
    },
  };
}

describe('the display', () => {
  it('is kept awake in opening hours, once, and may sleep out of them', () => {
    const { at, blocks } = display(MORNING);
    const seen = [blocks()];
    for (const time of ['09:00:20', '10:00:00', '12:00:20', '20:00:00']) {
      at(time);
      seen.push(blocks());
    }
    expect(seen).toEqual([0, 1, 1, 0, 0]);
  });

  it('is always kept awake where no hours are set, and follows hours that come later', () => {
    const { at, blocks, state } = display(null);
    expect(blocks()).toBe(1);
    state.hours = MORNING;
    at('20:00:00');
    expect(blocks()).toBe(0);
  });
});
