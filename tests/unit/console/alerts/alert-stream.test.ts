import { describe, expect, it } from 'vitest';
import {
  CHECK_EVERY_MS,
  OPEN_WITHIN_MS,
  connectionOf,
  stepStream,
} from '../../../../console/alerts/alert-stream.ts';
import type { StreamEvent, StreamState } from '../../../../console/alerts/alert-stream.ts';

const NOW = 50_000;
const step = (state: StreamState, event: StreamEvent, random = 0) =>
  stepStream(state, event, NOW, random);
const after = (...events: readonly StreamEvent[]): StreamState =>
  events.reduce<StreamState>((state, event) => step(state, event).state, { kind: 'idle' });

const START: StreamEvent = { type: 'start' };
const LOADED: StreamEvent = { type: 'loaded', cursor: '7' };
const OPENED: StreamEvent = { type: 'opened' };
const BROKE: StreamEvent = { type: 'broke' };

describe('AlertStream', () => {
  it('loads the board, then opens the stream after the board’s cursor', () => {
    expect(step({ kind: 'idle' }, START)).toEqual({
      state: { kind: 'loading', downSinceMs: null, failures: 0 },
      effects: [{ type: 'load' }],
    });
    expect(step(after(START), LOADED)).toEqual({
      state: { kind: 'opening', downSinceMs: null, failures: 0 },
      effects: [
        { type: 'open', cursor: '7' },
        { type: 'wait', until: 'broke', delayMs: OPEN_WITHIN_MS },
      ],
    });
  });

  it('is live once the stream is open, and looks again every minute', () => {
    expect(step(after(START, LOADED), OPENED)).toEqual({
      state: { kind: 'live' },
      effects: [{ type: 'wait', until: 'check-due', delayMs: CHECK_EVERY_MS }],
    });
  });

  it('remembers since when it was down, and tries again after a moment', () => {
    expect(step(after(START, LOADED, OPENED), BROKE)).toEqual({
      state: { kind: 'waiting', downSinceMs: NOW, failures: 1 },
      effects: [{ type: 'close' }, { type: 'wait', until: 'retry-due', delayMs: 500 }],
    });
  });

  it('waits longer with every failure, up to twenty seconds, and keeps the first time', () => {
    let state = after(START);
    const delaysMs: unknown[] = [];
    for (let failure = 0; failure < 7; failure += 1) {
      const failed = stepStream(state, { type: 'load-failed' }, NOW + failure, 1);
      delaysMs.push(failed.effects.find((effect) => effect.type === 'wait')?.delayMs);
      expect(connectionOf(failed.state)).toEqual({ kind: 'reconnecting', sinceMs: NOW });
      state = step(failed.state, { type: 'retry-due' }).state;
    }
    expect(delaysMs).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
  });

  it('loads the board again before it opens the stream again', () => {
    const down = after(START, LOADED, OPENED, BROKE);
    expect(step(down, { type: 'retry-due' })).toEqual({
      state: { kind: 'loading', downSinceMs: NOW, failures: 1 },
      effects: [{ type: 'stop-waiting' }, { type: 'load' }],
    });
  });

  it('does not wait out its delay when it is woken', () => {
    const down = after(START, LOADED, OPENED, BROKE);
    expect(step(down, { type: 'wake' })).toEqual(step(down, { type: 'retry-due' }));
  });

  it('checks at once when it is woken while live', () => {
    expect(step(after(START, LOADED, OPENED), { type: 'wake' })).toEqual({
      state: { kind: 'live' },
      effects: [{ type: 'stop-waiting' }, { type: 'check' }],
    });
  });

  it('takes a failed check for a broken stream', () => {
    expect(step(after(START, LOADED, OPENED), { type: 'check-failed' }).state).toEqual({
      kind: 'waiting',
      downSinceMs: NOW,
      failures: 1,
    });
  });

  it('leaves when the session is lost, and starts again after the next sign-in', () => {
    const lost = step(after(START, LOADED, OPENED, BROKE), { type: 'session-lost' });
    expect(lost).toEqual({
      state: { kind: 'signed-out' },
      effects: [{ type: 'close' }, { type: 'stop-waiting' }, { type: 'leave' }],
    });
    expect(step(lost.state, { type: 'session-lost' }).effects).toEqual([]);
    expect(step(lost.state, START).effects).toEqual([{ type: 'load' }]);
  });

  it('closes everything when it stops, and stays deaf to what comes after', () => {
    const stopped = step(after(START, LOADED, OPENED), { type: 'stop' });
    expect(stopped).toEqual({
      state: { kind: 'idle' },
      effects: [{ type: 'close' }, { type: 'stop-waiting' }],
    });
    for (const type of [
      'opened',
      'broke',
      'retry-due',
      'check-due',
      'checked',
      'check-failed',
      'load-failed',
      'session-lost',
      'wake',
    ] as const) {
      expect(step(stopped.state, { type })).toEqual({ state: { kind: 'idle' }, effects: [] });
    }
  });
});
