/** A start screen's code may be photographed; those of today and yesterday are believed to be looked at in the shop. */
const LIVE_CODE_AGE_DAYS = 1;
/** Whoever sends form after form pages staff no more often than this. */
const MAX_LIVE_ANSWERS = 3;
/** In which so many are taken for live. */
export const LIVE_ANSWERS_WITHIN_MS = 60 * 60_000;

/**
 * Whether a negative answer that came by a link pages somebody now, or is only told of by the day's late case. Links are
 * for anybody, so what they can set off is bounded: a visitor who is in the shop and needs help presses at the kiosk.
 *
 * @param codeAgeDays since the start screen's code was shown; null for a survey link, which is opened anywhere.
 * @param liveAnswers that the touchpoint had within {@link LIVE_ANSWERS_WITHIN_MS}.
 */
export function kindOfWebAlert(codeAgeDays: number | null, liveAnswers: number): 'live' | 'late' {
  return codeAgeDays !== null && codeAgeDays <= LIVE_CODE_AGE_DAYS && liveAnswers < MAX_LIVE_ANSWERS
    ? 'live'
    : 'late';
}
