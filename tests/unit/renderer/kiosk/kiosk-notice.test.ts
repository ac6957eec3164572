import { describe, expect, it } from 'vitest';
import {
  NO_GROUNDS,
  noticeOf,
  type Observation,
  observe,
} from '../../../../renderer/kiosk/kiosk-notice.ts';

const DAY_MS = 24 * 60 * 60_000;
const BUILT_AT_MS = 1_790_000_000_000;

function after(...seen: readonly Observation[]) {
  return noticeOf(seen.reduce(observe, NO_GROUNDS));
}

const outbox = (outcome: 'worked' | 'full' | 'failed'): Observation => ({
  type: 'outbox',
  outcome,
});
const journal = (state: 'enough' | 'full'): Observation => ({ type: 'journal-room', state });
const refused = (reason: 'date' | 'other'): Observation => ({
  type: 'certificate-refused',
  reason,
});
const clock = (wallMs: number): Observation => ({
  type: 'clock',
  wallMs,
  builtAtMs: BUILT_AT_MS,
});

describe('the notice for staff', () => {
  it('is none as long as all is well', () => {
    expect(after(journal('enough'), outbox('worked'), clock(BUILT_AT_MS))).toBeNull();
  });

  it('says that the storage is full until the journal has room again', () => {
    expect(after(journal('full'))).toBe('storage-full');
    expect(after(journal('full'), outbox('worked'))).toBe('storage-full');
    expect(after(journal('full'), journal('enough'))).toBeNull();
  });

  it('says that the storage is full until the outbox can write again, whatever fails meanwhile', () => {
    expect(after(outbox('full'))).toBe('storage-full');
    expect(after(outbox('full'), outbox('failed'))).toBe('storage-full');
    expect(after(outbox('full'), outbox('worked'))).toBeNull();
    expect(after(outbox('failed'))).toBeNull();
  });

  it('says that the clock is wrong from a refused date until the hub answers', () => {
    expect(after(refused('date'))).toBe('clock');
    expect(after(refused('date'), refused('other'))).toBe('clock');
    expect(after(refused('date'), { type: 'hub-answered' })).toBeNull();
    expect(after(refused('other'))).toBeNull();
  });

  it('says that the clock is wrong while it is before the build, by more than a builder may be off', () => {
    expect(after(clock(0))).toBe('clock');
    expect(after(clock(BUILT_AT_MS - DAY_MS - 1))).toBe('clock');
    expect(after(clock(BUILT_AT_MS - DAY_MS))).toBeNull();
    expect(after(clock(0), { type: 'hub-answered' })).toBe('clock');
    expect(after(clock(0), clock(BUILT_AT_MS))).toBeNull();
  });

  it('puts what costs presses first', () => {
    expect(after(clock(0), refused('date'), journal('full'))).toBe('storage-full');
  });
});
