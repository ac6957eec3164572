import { z } from 'zod';
import { HubId, LanguageTag } from './identifiers.ts';
import { Rating } from './rating.ts';

/** A text in every language the terminal offers. */
export const LocalizedText = z.record(LanguageTag, z.string().min(1).max(200));
export type LocalizedText = z.infer<typeof LocalizedText>;

/** What a press of a button says: how somebody's visit was, or that staff are on their way. */
export const ButtonMeaning = z.enum([...Rating.options, 'staff']);
export type ButtonMeaning = z.infer<typeof ButtonMeaning>;

const NamedPlace = z.strictObject({ id: HubId, name: z.string().min(1).max(120) });

/** What one terminal asks, in which languages, and what the buttons of its box mean. */
export const TerminalConfiguration = z.strictObject({
  /** Counts up with every published change. */
  version: z.int().min(0),
  terminal: NamedPlace,
  /** Null until the terminal is assigned; it records all the same. */
  touchpoint: z.strictObject({ ...NamedPlace.shape, location: NamedPlace }).nullable(),
  questionnaire: z
    .strictObject({
      id: HubId,
      version: z.int().min(1),
      kind: z.literal('smileys-3'),
      question: LocalizedText,
    })
    .nullable(),
  /** Offered to the visitor; the first is the start screen's. */
  languages: z.array(LanguageTag).min(1).max(12),
  /** By button index of the box; a button that is not named here is reported, not counted. */
  buttons: z.record(z.string().regex(/^([0-9]|[12][0-9]|3[01])$/), ButtonMeaning),
  /** How long a thank-you stays before the start screen returns. */
  thanksMs: z.int().min(500).max(60_000),
  /** How often the terminal sends a heartbeat. */
  heartbeatMs: z.int().min(1_000).max(3_600_000),
});
export type TerminalConfiguration = z.infer<typeof TerminalConfiguration>;
