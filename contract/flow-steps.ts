import type { AnsweredEvent } from './feedback-event.ts';

/** The step by which a visitor asks that somebody of the staff comes now; its outcome is the choice `now`. */
export const ASK_STAFF_STEP = 'ask-staff';

/** How long staff are called for, at most: who asked has left by then, and a light that never goes out calls nobody. */
export const STAFF_CALL_MS = 10 * 60_000;

/** The step by which a visitor who was offered it asks to be called back. */
export const CALL_BACK_STEP = 'call-back';

/** What the kiosk records answers under by itself. No step of a questionnaire may be named so; see {@link asksForStaff}. */
export const OWN_STEPS: readonly string[] = [ASK_STAFF_STEP, CALL_BACK_STEP];

/** Whether an answer asks that somebody comes now; one who skipped that step, or left, asked for nobody. */
export function asksForStaff({ step, outcome }: Pick<AnsweredEvent, 'step' | 'outcome'>): boolean {
  return step === ASK_STAFF_STEP && outcome.kind === 'choice' && outcome.values.includes('now');
}
