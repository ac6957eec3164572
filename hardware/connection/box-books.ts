import type { BoxBaseline, BoxPress } from '../button-source.ts';
import type { StatusMessage } from '../protocol/messages.ts';
import {
  type CountedStatus,
  countStatus,
  type CounterBaseline,
  resumedBaseline,
} from './counter-tracker.ts';

/** The connection that a box is counted on. */
export type BoxHolder = {
  /** Nothing is heard of the box any more, although the port is still open. */
  isSilent(): boolean;
  /** Lets go of the box: it was found on another port. */
  giveWay(): void;
};

/**
 * Where counting stands on every box of a terminal, over all of its ports: a box that is plugged in elsewhere is
 * counted on from where it was.
 */
export type BoxBooks = {
  countStatus(boxId: string, status: StatusMessage, nowMs: number): CountedStatus;
  /** Counts for a box that does not do so itself: every run is a start of its own. */
  countPress(boxId: string, button: number, nowMs: number): BoxPress;
  /**
   * Whether the box may be counted on this connection. Another that hears it says no: two boxes with one serial
   * number would each seem to be the other, started anew, and presses would be counted over and over.
   */
  claim(boxId: string, holder: BoxHolder): boolean;
  release(holder: BoxHolder): void;
};

export function createBoxBooks(committed: BoxBaseline): BoxBooks {
  const baselines = new Map<string, CounterBaseline>(
    [...committed].map(([boxId, baseline]) => [boxId, resumedBaseline(baseline)]),
  );
  const counted = new Map<
    string,
    { readonly boot: number; readonly counts: Map<number, number> }
  >();
  const holders = new Map<string, BoxHolder>();
  const release = (holder: BoxHolder): void => {
    for (const [boxId, held] of holders) {
      if (held === holder) {
        holders.delete(boxId);
      }
    }
  };

  return {
    countStatus(boxId, status, nowMs) {
      const step = countStatus(boxId, baselines.get(boxId) ?? null, status, nowMs);
      baselines.set(boxId, step.baseline);
      return step;
    },

    countPress(boxId, button, nowMs) {
      const { boot, counts } = counted.get(boxId) ?? {
        boot: ((committed.get(boxId)?.boot ?? 0) + 1) >>> 0,
        counts: new Map<number, number>(),
      };
      const count = ((counts.get(button) ?? 0) + 1) >>> 0;
      counts.set(button, count);
      counted.set(boxId, { boot, counts });
      return { boxId, button, boot, count, heardAtMs: nowMs, recovered: null };
    },

    claim(boxId, holder) {
      const held = holders.get(boxId);
      if (held !== undefined && held !== holder) {
        if (!held.isSilent()) {
          return false;
        }
        held.giveWay();
      }
      release(holder);
      holders.set(boxId, holder);
      return true;
    },

    release,
  };
}
