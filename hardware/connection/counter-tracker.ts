import type { BoxPress, BoxReading, BoxReport } from '../button-source.ts';
import type { StatusMessage } from '../protocol/messages.ts';

/** The highest rate a person presses one button at, with room to spare. */
const PRESSES_PER_SECOND = 10;
/** Added to what the elapsed time allows: frames can be heard in one bunch. */
const SLACK_PRESSES = 5;
/** Most presses of one button believed at once, however long the box was not heard: some days of a busy shop. */
const MAX_UNHEARD_PRESSES = 5_000;

/** What has been counted of one box. */
export type CounterBaseline = {
  readonly boot: number;
  /** Last counted value per button; null for a button nothing is known of. */
  readonly counts: readonly (number | null)[];
  /** When the box was last heard, monotonic; null when that was before this process started. */
  readonly heardAtMs: number | null;
};

export type CountedStatus = {
  readonly baseline: CounterBaseline;
  /** In the order they are believed to have been made; a press heard as it happened comes last. */
  readonly presses: readonly BoxPress[];
  /**
   * Where counting begins for the buttons of which nothing, or nothing usable, was known; null when all were known.
   * Only of those: what is known of another may be of presses that nobody has kept yet.
   */
  readonly reading: BoxReading | null;
  readonly reports: readonly BoxReport[];
};

/** What a recorder committed for a box, as a baseline to resume from. */
export function resumedBaseline(committed: {
  readonly boot: number;
  readonly counts: ReadonlyMap<number, number>;
}): CounterBaseline {
  const length = Math.max(-1, ...committed.counts.keys()) + 1;
  return {
    boot: committed.boot,
    counts: Array.from({ length }, (_, button) => committed.counts.get(button) ?? null),
    heardAtMs: null,
  };
}

/**
 * Turns the counters of one status frame into presses.
 *
 * The counters alone decide how many presses there are. Whether one was heard as it happened, the frame itself
 * says: it names the button whose press sent it. So the newest press of that button is live even when frames before
 * it were lost, and every other one is recovered.
 *
 * - No baseline (a new box, or a button never counted): the status sets it; only the press that caused it counts.
 * - Another boot number: the box restarted and its counters began at 0.
 * - A counter that went back, or jumped further than people press: reported, taken as the new baseline, not counted.
 */
export function countStatus(
  boxId: string,
  baseline: CounterBaseline | null,
  status: StatusMessage,
  nowMs: number,
): CountedStatus {
  const reports: BoxReport[] = [];
  const recovered: BoxPress[] = [];
  const live: BoxPress[] = [];
  const restarted = baseline !== null && baseline.boot !== status.boot;
  if (restarted) {
    reports.push({
      kind: 'box-restarted',
      detail: `Box ${boxId} restarted: its start number went from ${baseline.boot} to ${status.boot}.`,
    });
  }
  const heardAtMs = baseline?.heardAtMs ?? null;
  const mostPresses = plausiblePresses(heardAtMs, nowMs);
  const begins = new Map<number, number>();

  for (const [button, count] of status.counts.entries()) {
    const caused = status.cause === button;
    const counted = restarted ? 0 : (baseline?.counts[button] ?? null);
    const from = counted ?? (caused ? wrap(count - 1) : count);
    const delta = wrap(count - from);
    if (counted === null || restarted) {
      begins.set(button, from);
    }
    if (delta >= 2 ** 31) {
      begins.set(button, count);
      reports.push({
        kind: 'counter-behind',
        button,
        detail: `Counter of button ${button} of box ${boxId} went back from ${from} to ${count}; counting goes on from there.`,
      });
      continue;
    }
    if (delta > mostPresses) {
      begins.set(button, count);
      reports.push({
        kind: 'implausible-jump',
        button,
        detail: `Counter of button ${button} of box ${boxId} jumped from ${from} to ${count}, more than people press; none of it is counted.`,
      });
      continue;
    }
    for (let step = 1; step <= delta; step += 1) {
      const heardAsItHappened = caused && step === delta;
      (heardAsItHappened ? live : recovered).push({
        boxId,
        button,
        boot: status.boot,
        count: wrap(from + step),
        heardAtMs: nowMs,
        recovered: heardAsItHappened ? null : { sinceMs: heardAtMs },
      });
    }
  }
  return {
    baseline: { boot: status.boot, counts: status.counts, heardAtMs: nowMs },
    presses: [...recovered, ...live],
    reading: begins.size > 0 ? { boxId, boot: status.boot, counts: begins } : null,
    reports,
  };
}

function plausiblePresses(heardAtMs: number | null, nowMs: number): number {
  if (heardAtMs === null) {
    return MAX_UNHEARD_PRESSES;
  }
  const pressable = Math.ceil(((nowMs - heardAtMs) / 1_000) * PRESSES_PER_SECOND);
  return Math.min(pressable + SLACK_PRESSES, MAX_UNHEARD_PRESSES);
}

/** Counters are u32 and wrap. */
function wrap(count: number): number {
  return count >>> 0;
}
