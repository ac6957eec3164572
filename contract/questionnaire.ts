import { z } from 'zod';
import { ScaleName } from './choice.ts';
import { HubId } from './identifiers.ts';
import { LocalizedText } from './localized-text.ts';

/** Names a step within its questionnaire; what its answers are recorded under. */
export const StepId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens');

/** Drawings that a reason may have; the kiosk carries them all. */
export const ReasonIcon = z.enum([
  'waiting',
  'staff',
  'price',
  'product',
  'stock',
  'cleanliness',
  'atmosphere',
  'temperature',
  'noise',
  'toilet',
  'parking',
  'payment',
  'information',
  'delivery',
  'food',
  'accessibility',
  'other',
]);
export type ReasonIcon = z.infer<typeof ReasonIcon>;

export const MAX_REASONS = 6;

const ChoiceStep = z.strictObject({
  kind: z.literal('choice'),
  id: StepId,
  question: LocalizedText,
  choices: z
    .array(z.strictObject({ id: StepId, icon: ReasonIcon.nullable(), label: LocalizedText }))
    .min(2)
    .max(MAX_REASONS)
    .refine((choices) => hasOwnIds(choices), 'must have an id of their own each'),
  /** Several may be chosen, and a button ends the step; else the first touch does. */
  several: z.boolean(),
});

const TextStep = z.strictObject({ kind: z.literal('text'), id: StepId, question: LocalizedText });

const ContactStep = z.strictObject({
  kind: z.literal('contact'),
  id: StepId,
  question: LocalizedText,
  /** What the visitor agrees to; null for the kiosk's own words. */
  consent: LocalizedText.nullable(),
});

/** Something asked after the press. Each can be skipped and times out. */
export const Step = z.discriminatedUnion('kind', [ChoiceStep, TextStep, ContactStep]);
export type Step = z.infer<typeof Step>;

/** What a thank-you page offers. */
export const Offer = z.discriminatedUnion('kind', [
  /** Somebody calls back: asks for contact details. */
  z.strictObject({ kind: z.literal('call-back') }),
  /** Somebody of the staff comes now. */
  z.strictObject({ kind: z.literal('ask-staff') }),
  /** Tell more on one's own phone, by a code bound to this press. */
  z.strictObject({ kind: z.literal('follow-up') }),
  /** A code that leads to a page for reviews. */
  z.strictObject({ kind: z.literal('review'), url: z.url({ protocol: /^https$/ }).max(300) }),
]);
export type Offer = z.infer<typeof Offer>;

/** What follows a press of one rating. */
export const Path = z.strictObject({
  steps: z
    .array(Step)
    .max(4)
    .refine((steps) => hasOwnIds(steps), 'must have an id of their own each'),
  thanks: z.strictObject({
    /** Null for the kiosk's own words. */
    title: LocalizedText.nullable(),
    text: LocalizedText.nullable(),
    offers: z
      .array(Offer)
      .max(3)
      .refine(
        (offers) => new Set(offers.map(({ kind }) => kind)).size === offers.length,
        'must be of different kinds',
      )
      .refine(
        (offers) => offers.filter(({ kind }) => isCode(kind)).length <= 1,
        'must hold one code at most',
      ),
  }),
});
export type Path = z.infer<typeof Path>;

export const NO_PATH: Path = { steps: [], thanks: { title: null, text: null, offers: [] } };

/** What a terminal asks. Versioned: an event names the version it answers. */
export const Questionnaire = z.strictObject({
  id: HubId,
  version: z.int().min(1),
  kind: ScaleName,
  question: LocalizedText,
  /** Beside the ends of a scale of numbers; null for the kiosk's own words, or none. */
  ends: z.strictObject({ lowest: LocalizedText, highest: LocalizedText }).nullable().default(null),
  paths: z
    .strictObject({ positive: Path, neutral: Path, negative: Path })
    .default({ positive: NO_PATH, neutral: NO_PATH, negative: NO_PATH }),
  /** How long a step waits for a visitor who does nothing. */
  stepTimeoutMs: z.int().min(3_000).max(300_000).default(20_000),
});
export type Questionnaire = z.infer<typeof Questionnaire>;

function hasOwnIds(named: readonly { readonly id: string }[]): boolean {
  return new Set(named.map(({ id }) => id)).size === named.length;
}

function isCode(kind: Offer['kind']): boolean {
  return kind === 'follow-up' || kind === 'review';
}
