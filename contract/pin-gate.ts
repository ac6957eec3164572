import type { Instant } from './instant.ts';
import {
  attemptsFrom,
  FREE_ATTEMPTS,
  lockedOutForMs,
  noAttempts,
  type PinAttempts,
  unknownAttempts,
  withWrong,
} from './pin-attempts.ts';
import type { UnlockReply } from './staff-ipc.ts';
import type { StaffPin } from './staff-pin.ts';

export type PinGateParts = {
  /** The PIN in force. */
  readonly pin: () => StaffPin | null;
  readonly now: () => Instant;
  /** Compares in constant time. */
  readonly isRight: (digits: string, pin: StaffPin) => Promise<boolean>;
  /** What was kept last; null when nothing was, `damaged` when it cannot be read. */
  readonly load: () => Promise<PinAttempts | 'damaged' | null>;
  /** Durable when it resolves. Where it fails the count goes on in memory: a full disk is what staff come for. */
  readonly save: (attempts: PinAttempts) => Promise<void>;
  /** A try was wrong; never told of which. */
  readonly onWrong: (wrong: number, lockedOutMs: number) => void;
  readonly onTrouble: (thrown: unknown) => void;
};

export type PinGate = {
  /** One try at a time: the next waits until this one is answered. Rejects when the PIN could not be checked. */
  tryPin(digits: string): Promise<UnlockReply>;
};

/** Lets in who knows the PIN, as often as `pin-attempts.ts` allows. */
export function createPinGate(parts: PinGateParts): PinGate {
  let held: PinAttempts | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  async function attemptsOn(salt: string): Promise<PinAttempts> {
    if (held === null) {
      const kept = await parts.load();
      const now = parts.now();
      held = kept === 'damaged' ? unknownAttempts(salt, now) : kept && attemptsFrom(kept, now);
    }
    return held?.salt === salt ? held : noAttempts(salt, parts.now());
  }

  async function keep(attempts: PinAttempts): Promise<void> {
    held = attempts;
    try {
      await parts.save(attempts);
    } catch (thrown) {
      parts.onTrouble(thrown);
    }
  }

  async function tryNow(digits: string): Promise<UnlockReply> {
    const pin = parts.pin();
    if (pin === null) {
      return { outcome: 'no-pin' };
    }
    const before = await attemptsOn(pin.salt);
    const forMs = lockedOutForMs(before, parts.now());
    if (forMs > 0) {
      return { outcome: 'locked-out', forMs };
    }
    const counted = withWrong(before, parts.now());
    await keep(counted);
    if (await parts.isRight(digits, pin)) {
      await keep(noAttempts(pin.salt, parts.now()));
      return { outcome: 'unlocked' };
    }
    parts.onWrong(counted.wrong, counted.lockedOutMs);
    return counted.lockedOutMs > 0
      ? { outcome: 'locked-out', forMs: counted.lockedOutMs }
      : { outcome: 'wrong', attemptsLeft: FREE_ATTEMPTS - counted.wrong };
  }

  return {
    tryPin(digits) {
      const answer = turn.then(() => tryNow(digits));
      turn = answer.catch(() => undefined);
      return answer;
    },
  };
}
