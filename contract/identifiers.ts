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
export const HubId = z.uuid().refine((id) => id === id.toLowerCase(), 'must be lower case');
export type HubId = z.infer<typeof HubId>;

/** BCP 47 language tag as far as a kiosk needs it: `nl`, `en`, `de-CH`. */
export const LanguageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as "nl"');
export type LanguageTag = z.infer<typeof LanguageTag>;
