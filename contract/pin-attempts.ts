import { z } from 'zod';
import { Instant } from './instant.ts';

/**
 * How often a PIN may be tried, across restarts and changes of the clock.
 *
 *    ┌─ 1st to 4th wrong ─┐
 *    └──────▶ open ───────┴─ 5th wrong ─▶ locked out, 1 min ─── over ───▶ open for one try
 *              ▲                               ▲                           │         │
 *              │                               └── wrong: twice as long, ──┘         │
 *              │                                   at most 1 h                       │
 *              └────────────────────────────── right ────────────────────────────────┘
 *
 * A try is counted as wrong before it is checked, so that ending the program meanwhile gives nothing away.
 */
export const PinAttempts = z.strictObject({
  v: z.literal(1),
  /** Of the PIN that was tried: a new one is counted anew. */
  salt: z.string().max(64),
  wrong: z.int().min(0).max(1_000_000),
  /** What is left of the lock-out at the moment `at`. */
  lockedOutMs: z.number().min(0).max(3_600_000),
  at: Instant,
});
export type PinAttempts = z.infer<typeof PinAttempts>;

/** Wrong tries until the first lock-out. */
export const FREE_ATTEMPTS = 5;
export const FIRST_LOCK_OUT_MS = 60_000;
export const LONGEST_LOCK_OUT_MS = 60 * 60_000;

export function noAttempts(salt: string, at: Instant): PinAttempts {
  return { v: 1, salt, wrong: 0, lockedOutMs: 0, at };
}

/** What stands for a count that cannot be read: somebody may have damaged it. */
export function unknownAttempts(salt: string, at: Instant): PinAttempts {
  return { v: 1, salt, wrong: FREE_ATTEMPTS, lockedOutMs: FIRST_LOCK_OUT_MS, at };
}

/**
 * How long nothing may be tried yet; 0 when something may. Within one run of the monotonic clock only that counts.
 * Across runs the wall clock has to do; set back, it shortens nothing.
 */
export function lockedOutForMs({ lockedOutMs, at }: PinAttempts, now: Instant): number {
  const passedMs =
    at.bootId === now.bootId ? now.monotonicMs - at.monotonicMs : now.wallMs - at.wallMs;
  return Math.max(0, lockedOutMs - Math.max(0, passedMs));
}

/** The same, told from this moment on: whatever happens to the wall clock later does not matter any more. */
export function attemptsFrom(attempts: PinAttempts, now: Instant): PinAttempts {
  return { ...attempts, lockedOutMs: lockedOutForMs(attempts, now), at: now };
}

/** With one more wrong try, made now. */
export function withWrong(attempts: PinAttempts, now: Instant): PinAttempts {
  const wrong = attempts.wrong + 1;
  const lockedOutMs =
    wrong < FREE_ATTEMPTS
      ? 0
      : Math.min(LONGEST_LOCK_OUT_MS, FIRST_LOCK_OUT_MS * 2 ** (wrong - FREE_ATTEMPTS));
  return { ...attempts, wrong, lockedOutMs, at: now };
}
