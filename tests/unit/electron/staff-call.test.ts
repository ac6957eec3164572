import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBoxStaffCall } from '../../../electron/staff-call.ts';
import type { BoxSignal } from '../../../hardware/button-source.ts';
import { startProcessTimer } from '../../../hardware/node/start-timer.ts';

const MINUTE_MS = 60_000;
const SHINE: BoxSignal = { kind: 'beacon', durationMs: MINUTE_MS };
const BUZZ: BoxSignal = { kind: 'buzzer', durationMs: 600 };
const DARK: BoxSignal[] = [
  { kind: 'beacon', durationMs: 0 },
  { kind: 'buzzer', durationMs: 0 },
];

describe('the call for staff', () => {
  let signals: BoxSignal[] = [];
  const call = () => createBoxStaffCall((signal) => signals.push(signal), startProcessTimer);
  beforeEach(() => {
    signals = [];
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('keeps the beacon on and sounds the buzzer once', () => {
    call().raise();
    vi.advanceTimersByTime(45_000);
    expect(signals).toEqual([SHINE, BUZZ, SHINE, SHINE]);
  });

  it('ends when somebody comes, and goes dark once', () => {
    const staffCall = call();
    staffCall.raise();
    staffCall.clear();
    staffCall.clear();
    vi.advanceTimersByTime(30 * MINUTE_MS);
    expect(signals).toEqual([SHINE, BUZZ, ...DARK]);
  });

  it('ends by itself ten minutes after it was raised last', () => {
    const staffCall = call();
    staffCall.raise();
    vi.advanceTimersByTime(9 * MINUTE_MS);
    staffCall.raise();
    vi.advanceTimersByTime(9 * MINUTE_MS);
    expect(signals.slice(-2)).toEqual([SHINE, SHINE]);
    expect(signals.filter(({ kind }) => kind === 'buzzer')).toEqual([BUZZ, BUZZ]);
    vi.advanceTimersByTime(MINUTE_MS);
    expect(signals.slice(-2)).toEqual(DARK);
    signals = [];
    vi.advanceTimersByTime(30 * MINUTE_MS);
    expect(signals).toEqual([]);
  });

  it('can be raised again after it has ended', () => {
    const staffCall = call();
    staffCall.raise();
    vi.advanceTimersByTime(11 * MINUTE_MS);
    signals = [];
    staffCall.raise();
    expect(signals).toEqual([SHINE, BUZZ]);
  });
});
