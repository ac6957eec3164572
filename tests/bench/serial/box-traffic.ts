import { encodeBoxMessage } from '../../../hardware/protocol/messages.ts';
import { seededRandom } from '../../faults/seeded-random.ts';

/** One press of one button of the box: its count tells it from every other press of that button. */
export type BoxPressMade = { readonly button: number; readonly count: number };

/** A status of the box. */
export type BoxFrame = {
  /** When it is to be sent, in milliseconds since the box began; it waits for the frame before it. */
  readonly dueMs: number;
  readonly bytes: Uint8Array;
  /** The press that it tells; null for a heartbeat. */
  readonly press: BoxPressMade | null;
};

export const BOX_ID = 'GB-BENCH';
export const BUTTON_COUNT = 4;
export const PRESSES_PER_SECOND = 100;
/** The sequence number before the first frame's: that of the hello. */
export const HELLO_SEQUENCE = 0;

const BOOT = 1;
const HEARTBEAT_EVERY_MS = 1_000;
const SLOT_MS = 1_000 / PRESSES_PER_SECOND;

/**
 * What a box of four buttons sends in so many seconds, in the order it is sent: a heartbeat each second, and presses of
 * each button in turn, each somewhere in its own slot of 10 ms, as people press: now and then two within a frame's
 * length, never one button sooner than its debounce allows. A seed gives the same bytes always.
 */
export function boxTraffic(seed: number, seconds: number): BoxFrame[] {
  const random = seededRandom(seed);
  const heartbeats = Array.from({ length: seconds }, (_, second) => ({
    dueMs: second * HEARTBEAT_EVERY_MS,
    cause: null,
  }));
  const presses = Array.from({ length: seconds * PRESSES_PER_SECOND }, (_, slot) => ({
    dueMs: (slot + random.next()) * SLOT_MS,
    cause: slot % BUTTON_COUNT,
  }));
  const counts = Array.from({ length: BUTTON_COUNT }, () => 0);
  return [...heartbeats, ...presses]
    .toSorted((a, b) => a.dueMs - b.dueMs)
    .map(({ dueMs, cause }, index) => {
      const press = cause === null ? null : { button: cause, count: (counts[cause] ?? 0) + 1 };
      if (press !== null) {
        counts[press.button] = press.count;
      }
      const status = { kind: 'status', boot: BOOT, cause, counts: [...counts] } as const;
      const sequence = (HELLO_SEQUENCE + 1 + index) & 0xff;
      return { dueMs, bytes: encodeBoxMessage(status, sequence), press };
    });
}
