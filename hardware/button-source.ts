import type { BoxStatus } from '../contract/box-status.ts';

/** One press of one physical button. */
export type BoxPress = {
  /** The box's serial number. */
  readonly boxId: string;
  /** Button index, from 0. */
  readonly button: number;
  /** How often the box has booted, and its cumulative count for this button including this press. */
  readonly boot: number;
  readonly count: number;
  /** When the press was heard, in milliseconds of the monotonic clock handed to the source. */
  readonly heardAtMs: number;
  /**
   * Null for a press heard as it happened. Otherwise a frame was lost (or nobody listened) and the counter shows the
   * press afterwards: it was made after `sinceMs` (null: unknown, before this process started) and before `heardAtMs`.
   */
  readonly recovered: { readonly sinceMs: number | null } | null;
};

/** Where counting on buttons of a box goes on from. */
export type BoxReading = {
  readonly boxId: string;
  readonly boot: number;
  /** By button index; what is known of the others holds, unless the box started anew. */
  readonly counts: ReadonlyMap<number, number>;
};

/** Where counting resumes: the last counted value per box and button, as the recorder committed it. */
export type BoxBaseline = ReadonlyMap<
  string,
  { readonly boot: number; readonly counts: ReadonlyMap<number, number> }
>;

/** Something about the box that somebody should know, and that is not a press. */
export type BoxReport = {
  readonly kind:
    | 'bad-frame'
    | 'frames-lost'
    | 'box-restarted'
    | 'implausible-jump'
    | 'counter-behind'
    | 'port-error'
    | 'button-trouble'
    | 'same-box-twice';
  readonly detail: string;
  /** Where it is about one button. */
  readonly button?: number;
};

/** What a box is told to do. Durations in milliseconds, at most 65,535; 0 turns off at once. */
export type BoxSignal =
  | {
      readonly kind: 'lamp';
      readonly boxId: string;
      readonly button: number;
      readonly durationMs: number;
    }
  /** Every box that has one. */
  | { readonly kind: 'buzzer' | 'beacon'; readonly durationMs: number };

export type ButtonSourceListener = {
  onPress(press: BoxPress): void;
  /**
   * Counting on a box goes on from here with no press to say so: it was seen for the first time, or started anew. Told
   * before the presses that are counted from it. Keep it, or what is pressed while nobody listens cannot be counted.
   */
  onReading(reading: BoxReading): void;
  /** Every box of this source; told at once and on every change. */
  onStatuses(statuses: readonly BoxStatus[]): void;
  onReport(report: BoxReport): void;
};

/**
 * Physical buttons, however they are connected.
 *
 * Obligations of an implementation:
 * - every press is told once and in the order of the counters; noise never makes one;
 * - it searches until it finds its box, and searches again when it loses it, until stopped;
 * - it never throws from a timer or a port event: what goes wrong is a status or a report;
 * - after `stop()` resolves, nothing is told any more and port and timers are released.
 */
export interface ButtonSource {
  start(listener: ButtonSourceListener): void;
  /**
   * Best effort: dropped without an error while no box is live, or where it has no such output.
   * @returns whether it was said to a box that has such an output; no box confirms what it is told. False from within
   *   a listener, where it may be said later.
   */
  signal(signal: BoxSignal): boolean;
  stop(): Promise<void>;
}
