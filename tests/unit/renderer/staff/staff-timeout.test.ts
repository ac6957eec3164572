import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  IDLE_MS,
  limitStaffTime,
  PIN_IDLE_MS,
  PIN_WITHIN_MS,
  UNLOCKED_FOR_MS,
} from '../../../../renderer/staff/staff-timeout.ts';

describe('the time of the staff menu', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function open(unlocked: boolean) {
    const page = new EventTarget();
    const ended = vi.fn<() => void>();
    const stop = limitStaffTime({ page, unlocked, listen: null, onEnd: ended });
    const key = (more: object = {}): Event =>
      Object.assign(new Event('keydown', { cancelable: true }), more);
    /** A key each second, for so long. */
    const typeFor = (ms: number, more: object = {}): void => {
      for (let second = 0; second < ms / 1_000; second += 1) {
        page.dispatchEvent(key(more));
        vi.advanceTimersByTime(1_000);
      }
    };
    return { page, ended, stop, key, typeFor };
  }

  it('ends when nobody gives a PIN, and later while somebody is at it', () => {
    const { ended, typeFor } = open(false);
    typeFor(PIN_IDLE_MS);
    vi.advanceTimersByTime(PIN_IDLE_MS - 1_001);
    expect(ended).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('ends before the PIN is given whatever keys visitors press on it', () => {
    const { ended, typeFor } = open(false);
    typeFor(PIN_WITHIN_MS);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('ends two minutes after the last touch once unlocked, and after ten all the same', () => {
    const quiet = open(true);
    vi.advanceTimersByTime(IDLE_MS);
    expect(quiet.ended).toHaveBeenCalledTimes(1);
    const busy = open(true);
    busy.typeFor(UNLOCKED_FOR_MS - 1_000);
    expect(busy.ended).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(busy.ended).toHaveBeenCalledTimes(1);
  });

  it('is not prolonged by a key that stays down, nor by one that presses', () => {
    const held = open(true);
    held.typeFor(IDLE_MS, { repeat: true });
    expect(held.ended).toHaveBeenCalledTimes(1);
    const pressing = open(true);
    vi.advanceTimersByTime(IDLE_MS - 1_000);
    const press = pressing.key();
    press.preventDefault();
    pressing.page.dispatchEvent(press);
    vi.advanceTimersByTime(1_000);
    expect(pressing.ended).toHaveBeenCalledTimes(1);
  });

  it('leaves no timer behind', () => {
    const { stop } = open(true);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
