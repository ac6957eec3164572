import { choiceOfButton } from '../../contract/choice-of-button.ts';
import type { BoxSource, EventContext } from '../../contract/feedback-event.ts';
import type { Instant } from '../../contract/instant.ts';
import type { Questionnaire } from '../../contract/questionnaire.ts';
import type { ButtonMeaning } from '../../contract/terminal-configuration.ts';
import type { BoxPress } from '../../hardware/button-source.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { HeardStaff } from './make-acknowledged.ts';
import type { HeardPress } from './make-pressed.ts';

/** What is in force right now; null while the terminal is not enrolled, when nothing may be recorded. */
export type InForce = {
  readonly context: EventContext;
  readonly questionnaire: Pick<Questionnaire, 'kind'> | null;
  /** By button index of the box. */
  readonly buttons: Readonly<Record<string, ButtonMeaning>>;
} | null;

/**
 * What a button of a box said; null where it says nothing that is in force.
 *
 * @param boxes what the journal knows of the boxes: it bounds when a press was made that nobody heard.
 */
export function heardOnBox(
  press: BoxPress,
  { context, questionnaire, buttons }: NonNullable<InForce>,
  clock: Clock,
  boxes: Pick<Journal, 'boxes'>,
): Omit<HeardPress, 'id'> | Omit<HeardStaff, 'id'> | null {
  const { boxId, button, boot, count } = press;
  const meaning = buttons[String(button)];
  const choice = choiceOfButton(meaning, questionnaire);
  const source: BoxSource = { kind: 'box', boxId, button, boot, count };
  const at = instantAt(clock, press.heardAtMs);
  const resumed = press.recovered?.sinceMs === null;
  const recovered = intervalOf(press, at, clock, boxes);
  if (meaning === 'staff') {
    return { at, source, recovered, resumed };
  }
  return choice && { at, context, choice, source, recovered, resumed };
}

/** When a press was made that was not heard as it happened. */
function intervalOf(
  { boxId, recovered }: BoxPress,
  at: Instant,
  clock: Clock,
  boxes: Pick<Journal, 'boxes'>,
): { readonly from: Instant; readonly until: Instant } | null {
  if (recovered === null) {
    return null;
  }
  const { sinceMs } = recovered;
  const from = sinceMs === null ? lastKnownOf(boxes, boxId, at) : instantAt(clock, sinceMs);
  return { from, until: at };
}

/** A moment that was read on the monotonic clock alone. */
function instantAt(clock: Clock, monotonicMs: number): Instant {
  const now = clock.now();
  const agoMs = now.monotonicMs - monotonicMs;
  return {
    wallMs: Math.max(0, Math.round(now.wallMs - agoMs)),
    monotonicMs: Math.max(0, monotonicMs),
    bootId: now.bootId,
  };
}

/** The earliest moment of a press that was made before this process: after the last one the journal holds of its box. */
function lastKnownOf(journal: Pick<Journal, 'boxes'>, boxId: string, at: Instant): Instant {
  return journal.boxes().get(boxId)?.at ?? { wallMs: 0, monotonicMs: 0, bootId: at.bootId };
}
