import { z } from 'zod';

/** UUID version 7 (RFC 9562): ordered by the time it was made. Lower case only, so bytes compare. */
export const EventId = z
  .uuidv7('must be a UUID version 7')
  .refine((id) => id === id.toLowerCase(), 'must be lower case');
export type EventId = z.infer<typeof EventId>;

/** One unbroken numbering of events; made when a terminal's stores are both empty, or when one of them is silent. */
export const LedgerId = EventId;
export type LedgerId = z.infer<typeof LedgerId>;

/** Ids the hub gives out: organizations, terminals, touchpoints, locations, alerts. */
export const HubId = z
  .uuid({ abort: true })
  .refine((id) => id === id.toLowerCase(), 'must be lower case');
export type HubId = z.infer<typeof HubId>;

const NOT_A_TAG = 'must be a language tag such as "nl"';

/** What an event says of its language. Looser than {@link LanguageTag}: no answer is refused for its language. */
export const RecordedLanguage = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, NOT_A_TAG);

/** BCP 47 language tag as far as a kiosk needs it: `nl`, `en`, `de-CH`. `Intl` takes every one. */
export const LanguageTag = RecordedLanguage.refine(isKnownToIntl, NOT_A_TAG);
export type LanguageTag = z.infer<typeof LanguageTag>;

function isKnownToIntl(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
