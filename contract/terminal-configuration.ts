import { z } from 'zod';
import { Appearance } from './appearance.ts';
import { FollowUp } from './follow-up.ts';
import { HubId, LanguageTag } from './identifiers.ts';
import { InStoreAlert } from './in-store-alert.ts';
import { OpeningHours } from './opening-hours.ts';
import { Questionnaire } from './questionnaire.ts';
import { Rating } from './rating.ts';
import { SealingKey } from './sealing.ts';
import { StaffPin } from './staff-pin.ts';

/**
 * What a press of a button says: how somebody's visit was, as a rating or as a value of the question's scale; or that
 * staff are on their way.
 */
export const ButtonMeaning = z.union([
  z.enum([...Rating.options, 'staff']),
  z.int().min(0).max(10),
]);
export type ButtonMeaning = z.infer<typeof ButtonMeaning>;

const NamedPlace = z.strictObject({ id: HubId, name: z.string().min(1).max(120) });

/** What one terminal asks, in which languages, and what the buttons of its box mean. */
export const TerminalConfiguration = z.strictObject({
  /** Counts up with every published change. */
  version: z.int().min(0),
  terminal: NamedPlace,
  /** Null until the terminal is assigned; it records all the same. */
  touchpoint: z.strictObject({ ...NamedPlace.shape, location: NamedPlace }).nullable(),
  questionnaire: Questionnaire.nullable(),
  /** Offered to the visitor; the first is the start screen's. */
  languages: z.array(LanguageTag).min(1).max(12),
  /** By button index of the box; a button that is not named here is reported, not counted. */
  buttons: z.record(z.string().regex(/^([0-9]|[12][0-9]|3[01])$/), ButtonMeaning),
  /** How long a thank-you stays before the start screen returns. */
  thanksMs: z.int().min(500).max(60_000),
  /** How often the terminal sends a heartbeat. */
  heartbeatMs: z.int().min(1_000).max(3_600_000),
  appearance: Appearance.prefault({}),
  /** Null: always open. */
  hours: OpeningHours.nullable().default(null),
  followUp: FollowUp.nullable().default(null),
  /** Null: nothing can be sealed, so nothing personal is asked. */
  sealing: SealingKey.nullable().default(null),
  /** Null: there is no staff menu. */
  staffPin: StaffPin.nullable().default(null),
  inStoreAlert: InStoreAlert.prefault({}),
});
export type TerminalConfiguration = z.infer<typeof TerminalConfiguration>;
