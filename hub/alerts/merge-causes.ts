import type { AlertCause } from './alert-rule.ts';
import { laterOf, type AlertingPress } from './alert-groups.ts';

/** A cause, before its touchpoint is known to be the organization's. */
export type CauseToRaise = AlertCause & {
  /** In force at the press; of a cry for help the hub finds it. */
  readonly touchpointId: string | null;
  /** On the hub's clock. */
  readonly atMs: number;
};

/** A press that alerts, by itself or by what its visitor asked, before its touchpoint is known to be the organization's. */
export type PressToRaise = Omit<AlertingPress, 'subjectId'>;

/**
 * One entry per press. Somebody who asks for help is there now, however old the press is: that alone makes it live.
 *
 * @param touchpointOf the press after which help was asked for.
 */
export function mergeCauses(
  causes: readonly CauseToRaise[],
  touchpointOf: (pressId: string) => string | null,
): PressToRaise[] {
  const presses = new Map<string, PressToRaise>();
  // Presses first: they know where and when they were made.
  for (const cause of causes.toSorted((a, b) =>
    a.cause === b.cause ? 0 : a.cause === 'press' ? -1 : 1,
  )) {
    const { pressId, kind, atMs } = cause;
    const known = presses.get(pressId);
    presses.set(
      pressId,
      cause.cause === 'press'
        ? {
            pressId,
            cause: 'negative',
            kind,
            touchpointId: cause.touchpointId,
            atMs,
            helpAskedAtMs: null,
          }
        : {
            pressId,
            cause: known?.cause ?? 'help',
            kind: known?.kind === 'live' ? 'live' : kind,
            touchpointId: known === undefined ? touchpointOf(pressId) : known.touchpointId,
            atMs: known?.atMs ?? atMs,
            helpAskedAtMs: laterOf(known?.helpAskedAtMs ?? null, atMs),
          },
    );
  }
  return [...presses.values()];
}

/** A press that an alert holds already. */
export type HeldPress = {
  readonly pressId: string;
  readonly alertId: string;
  readonly kind: 'live' | 'late';
  /** Somebody acknowledged the alert, or it is over. */
  readonly isTaken: boolean;
};

export type Placement = {
  /** Those that an alert is yet to be found for. */
  readonly joining: readonly AlertingPress[];
  /** By the id of an alert that holds the press already. */
  readonly marks: ReadonlyMap<string, HelpMark>;
};

/** Visitors ask for help whose presses an alert holds already. */
export type HelpMark = {
  /** The last time. */
  readonly helpAskedAtMs: number;
  readonly pressIds: readonly string[];
};

/**
 * A press is held once: one that comes after its visitor's cry for help changes nothing, and the cry marks the alert
 * that holds it. Out of an alert that tells nobody of it, a late one or one that was taken before it came, a live cry
 * takes the press along into a live one.
 */
export function placeHeld(
  presses: readonly AlertingPress[],
  held: readonly HeldPress[],
): Placement {
  const holders = new Map(held.map((holder) => [holder.pressId, holder]));
  const joining: AlertingPress[] = [];
  const marks = new Map<string, HelpMark>();
  for (const press of presses) {
    const holder = holders.get(press.pressId);
    const isLiveCry = press.helpAskedAtMs !== null && press.kind === 'live';
    if (holder === undefined || (isLiveCry && (holder.kind === 'late' || holder.isTaken))) {
      joining.push(press);
    } else if (press.helpAskedAtMs !== null) {
      const { alertId } = holder;
      const before = marks.get(alertId);
      marks.set(alertId, {
        helpAskedAtMs: Math.max(before?.helpAskedAtMs ?? 0, press.helpAskedAtMs),
        pressIds: [...(before?.pressIds ?? []), press.pressId],
      });
    }
  }
  return { joining, marks };
}
