import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../contract/instant.ts';
import {
  attemptsFrom,
  FIRST_LOCK_OUT_MS,
  LONGEST_LOCK_OUT_MS,
  lockedOutForMs,
  noAttempts,
  type PinAttempts,
  withWrong,
} from '../../../contract/pin-attempts.ts';
import { createPinGate, type PinGateParts } from '../../../contract/pin-gate.ts';
import type { StaffPin } from '../../../contract/staff-pin.ts';

const MINUTE_MS = 60_000;
const START: Instant = { wallMs: 1_800_000_000_000, monotonicMs: 5_000, bootId: 'boot-1' };

const later = (from: Instant, byMs: number): Instant => ({
  ...from,
  wallMs: from.wallMs + byMs,
  monotonicMs: from.monotonicMs + byMs,
});

function wrongTimes(count: number): PinAttempts {
  let attempts = noAttempts('salt', START);
  for (let made = 0; made < count; made += 1) {
    attempts = withWrong(attempts, START);
  }
  return attempts;
}

describe('PinAttempts', () => {
  it('locks out after five wrong ones, twice as long after each more, and for an hour at most', () => {
    const locked = [1, 4, 5, 6, 7, 10, 11, 12, 500].map((count) =>
      lockedOutForMs(wrongTimes(count), START),
    );
    expect(locked).toEqual([
      0,
      0,
      FIRST_LOCK_OUT_MS,
      2 * MINUTE_MS,
      4 * MINUTE_MS,
      32 * MINUTE_MS,
      LONGEST_LOCK_OUT_MS,
      LONGEST_LOCK_OUT_MS,
      LONGEST_LOCK_OUT_MS,
    ]);
  });

  it('goes by the monotonic clock as long as it runs, wherever the wall clock is set', () => {
    const attempts = wrongTimes(5);
    const inTen = { ...START, monotonicMs: START.monotonicMs + 10_000 };
    for (const wallMs of [0, START.wallMs, START.wallMs + 86_400_000]) {
      expect(lockedOutForMs(attempts, { ...inTen, wallMs })).toBe(50_000);
    }
  });

  it('is no shorter after a restart with the clock set back, and counts what passed otherwise', () => {
    const attempts = wrongTimes(5);
    const afterBoot = (wallMs: number): Instant => ({ wallMs, monotonicMs: 3, bootId: 'boot-2' });
    expect([
      lockedOutForMs(attempts, afterBoot(0)),
      lockedOutForMs(attempts, afterBoot(START.wallMs - 1)),
      lockedOutForMs(attempts, afterBoot(START.wallMs + 20_000)),
      lockedOutForMs(attempts, afterBoot(START.wallMs + MINUTE_MS)),
    ]).toEqual([MINUTE_MS, MINUTE_MS, 40_000, 0]);
  });

  it('does not get shorter when a dead clock is set right after the restart', () => {
    const dead: Instant = { wallMs: 0, monotonicMs: 3, bootId: 'boot-2' };
    const carried = attemptsFrom(wrongTimes(5), dead);
    expect(lockedOutForMs(carried, { ...dead, wallMs: START.wallMs + 86_400_000 })).toBe(MINUTE_MS);
  });
});

const pinOf = (salt: string): StaffPin => ({ salt, iterations: 600_000, hash: 'right' });

/** A terminal's disk with what it keeps of the tries, and gates opened on it one after the other. */
function site() {
  let now = START;
  let kept: PinAttempts | 'damaged' | null = null;
  let pin: StaffPin | null = pinOf('salt-of-a-pin-1');
  let saves = true;
  const wrong: number[] = [];
  const troubles: string[] = [];
  const open = (parts: Partial<PinGateParts> = {}) =>
    createPinGate({
      pin: () => pin,
      now: () => now,
      isRight: async (digits) => Promise.resolve(digits === 'right'),
      load: async () => Promise.resolve(kept),
      async save(attempts) {
        await Promise.resolve();
        if (!saves) {
          throw new Error('no room');
        }
        kept = attempts;
      },
      onWrong: (count) => wrong.push(count),
      onTrouble: (thrown) => troubles.push(String(thrown)),
      ...parts,
    });
  return {
    open,
    wrong,
    troubles,
    pass: (byMs: number) => {
      now = later(now, byMs);
    },
    damage: () => {
      kept = 'damaged';
    },
    usePin: (next: StaffPin | null) => {
      pin = next;
    },
    fillDisk: () => {
      saves = false;
    },
  };
}

describe('PinGate', () => {
  it('lets the right PIN in, also after wrong ones, which are then forgotten', async () => {
    const { open, wrong } = site();
    const gate = open();
    expect([
      await gate.tryPin('wrong'),
      await gate.tryPin('wrong'),
      await gate.tryPin('right'),
      await gate.tryPin('wrong'),
      wrong,
    ]).toEqual([
      { outcome: 'wrong', attemptsLeft: 4 },
      { outcome: 'wrong', attemptsLeft: 3 },
      { outcome: 'unlocked' },
      { outcome: 'wrong', attemptsLeft: 4 },
      [1, 2, 1],
    ]);
  });

  it('takes not even the right PIN while it is locked out, and does not count it', async () => {
    const { open, pass } = site();
    const gate = open();
    for (let made = 0; made < 4; made += 1) {
      await gate.tryPin('wrong');
    }
    expect(await gate.tryPin('wrong')).toEqual({ outcome: 'locked-out', forMs: MINUTE_MS });
    pass(59_000);
    expect(await gate.tryPin('right')).toEqual({ outcome: 'locked-out', forMs: 1_000 });
    pass(1_000);
    expect(await gate.tryPin('wrong')).toEqual({ outcome: 'locked-out', forMs: 2 * MINUTE_MS });
    pass(2 * MINUTE_MS);
    expect(await gate.tryPin('right')).toEqual({ outcome: 'unlocked' });
  });

  it('goes on counting after a restart', async () => {
    const { open, pass } = site();
    for (let made = 0; made < 5; made += 1) {
      await open().tryPin('wrong');
    }
    pass(1_000);
    expect(await open().tryPin('right')).toEqual({ outcome: 'locked-out', forMs: 59_000 });
  });

  it('has counted a try when the program is ended while it is checked', async () => {
    const { open } = site();
    const checked = Promise.withResolvers<void>();
    const never = new Promise<never>(() => undefined);
    for (let made = 0; made < 4; made += 1) {
      await open().tryPin('wrong');
    }
    const killed = open({
      isRight() {
        checked.resolve();
        return never;
      },
    });
    void killed.tryPin('right');
    await checked.promise;
    expect(await open().tryPin('right')).toEqual({ outcome: 'locked-out', forMs: MINUTE_MS });
  });

  it('checks one at a time, so that a flood of tries is a row of tries', async () => {
    const { open, wrong } = site();
    const gate = open();
    const replies = await Promise.all(Array.from({ length: 8 }, () => gate.tryPin('wrong')));
    expect(replies.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 4 }, () => 'wrong'),
      ...Array.from({ length: 4 }, () => 'locked-out'),
    ]);
    expect(wrong).toEqual([1, 2, 3, 4, 5]);
  });

  it('takes a count that cannot be read for five wrong ones', async () => {
    const { open, damage } = site();
    damage();
    expect(await open().tryPin('right')).toEqual({ outcome: 'locked-out', forMs: MINUTE_MS });
  });

  it('counts a new PIN anew, so that the hub can let staff in who are locked out', async () => {
    const { open, usePin } = site();
    const gate = open();
    for (let made = 0; made < 5; made += 1) {
      await gate.tryPin('wrong');
    }
    usePin(pinOf('salt-of-a-pin-2'));
    expect(await gate.tryPin('right')).toEqual({ outcome: 'unlocked' });
  });

  it('counts in memory on a disk without room, and says so', async () => {
    const { open, fillDisk, troubles } = site();
    fillDisk();
    const gate = open();
    for (let made = 0; made < 5; made += 1) {
      await gate.tryPin('wrong');
    }
    expect(await gate.tryPin('right')).toMatchObject({ outcome: 'locked-out' });
    expect(troubles).toHaveLength(5);
  });

  it('goes on after a try that could not be checked', async () => {
    const { open } = site();
    const gate = open({
      isRight: (digits) =>
        digits === 'right' ? Promise.resolve(true) : Promise.reject(new Error('no crypto')),
    });
    await expect(gate.tryPin('wrong')).rejects.toThrow('no crypto');
    expect(await gate.tryPin('right')).toEqual({ outcome: 'unlocked' });
  });

  it('lets nobody in where there is no PIN', async () => {
    const { open, usePin } = site();
    usePin(null);
    expect(await open().tryPin('right')).toEqual({ outcome: 'no-pin' });
  });
});
