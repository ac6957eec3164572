import type { Profile } from '../../../contract/protocol/people.ts';
import { byDays, byTimes, toSaidSpans, toWeeklySpans } from '../hours/week-spans.ts';
import type { SpanOfDays } from '../hours/week-spans.ts';

/** A profile while it is edited: quiet hours as people say them, kept while they are off. */
export type ProfileDraft = Pick<Profile, 'language' | 'email' | 'push'> & {
  isQuiet: boolean;
  timeZone: string;
  quiet: readonly SpanOfDays[];
};

/** What most choose; a place to begin from. */
const EVERY_NIGHT: SpanOfDays = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', until: '07:00' };

export function toDraft(profile: Profile, ownTimeZone: string): ProfileDraft {
  const { language, email, push, quiet } = profile;
  return {
    language,
    email,
    push,
    isQuiet: quiet !== null,
    timeZone: quiet?.timeZone ?? ownTimeZone,
    quiet: quiet === null ? [EVERY_NIGHT] : byTimes(toSaidSpans(quiet.weekly)),
  };
}

/** Without any quiet hours there is nothing to keep. */
export function toProfile({ language, email, push, ...draft }: ProfileDraft): Profile {
  const weekly = draft.isQuiet ? toWeeklySpans(byDays(draft.quiet)) : [];
  return {
    language,
    email,
    push,
    quiet: weekly.length === 0 ? null : { timeZone: draft.timeZone, weekly },
  };
}
