import { z } from 'zod';
import { EventId, HubId, LedgerId, RecordedLanguage } from './identifiers.ts';
import { Instant } from './instant.ts';
import { Rating } from './rating.ts';
import { Score } from './choice.ts';
import { MAX_SEALED_LENGTH } from './sealing.ts';

/** What every event carries. */
const header = {
  v: z.literal(1),
  id: EventId,
  ledgerId: LedgerId,
  /** Place in the ledger: 1, 2, 3 … without gaps. */
  number: z.int().min(1),
  at: Instant,
};

/** What was in force at the press; reassigning the terminal later never rewrites it. */
export const EventContext = z.strictObject({
  terminalId: HubId,
  /** Null while the terminal is enrolled but not yet assigned. */
  touchpointId: HubId.nullable(),
  questionnaire: z.strictObject({ id: HubId, version: z.int().min(1) }).nullable(),
  configurationVersion: z.int().min(0),
  language: RecordedLanguage,
});
export type EventContext = z.infer<typeof EventContext>;

/** A press of a button on a box. */
export const BoxSource = z.strictObject({
  kind: z.literal('box'),
  /** The box's own serial number as it reported it. */
  boxId: z.string().min(1).max(64),
  /** Button index on the box, from 0. */
  button: z.int().min(0).max(31),
  /** How often the box has booted, and its cumulative count for this button: where to resume after a restart. */
  boot: z.int().min(0).max(0xffff_ffff),
  count: z.int().min(0).max(0xffff_ffff),
});
export type BoxSource = z.infer<typeof BoxSource>;

/** How the press came in. */
export const PressSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('touch') }),
  z.strictObject({ kind: z.literal('keyboard') }),
  BoxSource,
]);
export type PressSource = z.infer<typeof PressSource>;

/** Only on a press recovered from a box's counter: it was made somewhere in this interval, and alarms nobody. */
const Recovered = z.strictObject({ from: Instant, until: Instant });

export const PressedEvent = z.strictObject({
  ...header,
  type: z.literal('pressed'),
  context: EventContext,
  rating: Rating,
  /** Where the question offers more, or others, than three smileys, and the visitor chose one of those. */
  score: Score.optional(),
  source: PressSource,
  /** Time since the press before it on this terminal, by monotonic clock; null for the first since start. */
  sincePreviousMs: z.number().min(0).nullable(),
  /** The same rating within 1.5 s: recorded, but no new thank-you and no alert. */
  repeat: z.boolean(),
  recovered: Recovered.optional(),
});
export type PressedEvent = z.infer<typeof PressedEvent>;

/** How a visitor left a step. */
export const StepOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choice'),
    values: z.array(z.string().min(1).max(64)).min(1).max(16),
  }),
  z.strictObject({ kind: z.literal('number'), value: z.int().min(0).max(10) }),
  /** The text itself is sealed and stored apart; the event holds only its SHA-256 in hexadecimal. */
  z.strictObject({ kind: z.literal('sealed'), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.strictObject({ kind: z.literal('skipped') }),
  z.strictObject({ kind: z.literal('timed-out') }),
]);
export type StepOutcome = z.infer<typeof StepOutcome>;

/** A step after the press and how the visitor left it. */
export const AnsweredEvent = z.strictObject({
  ...header,
  type: z.literal('answered'),
  pressId: EventId,
  step: z.string().min(1).max(64),
  outcome: StepOutcome,
});
export type AnsweredEvent = z.infer<typeof AnsweredEvent>;

/**
 * Carries what an `answered` event names by its hash: a compact JWE that only the hub opens (`sealing.ts`). It is
 * numbered as every event; the hub stores its content apart, and may erase it without touching an event.
 */
export const SealedEvent = z.strictObject({
  ...header,
  type: z.literal('sealed'),
  /** Of the JWE's ASCII bytes, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  jwe: z.string().min(1).max(MAX_SEALED_LENGTH),
});
export type SealedEvent = z.infer<typeof SealedEvent>;

/** The next visitor pressed before this one's flow was finished. */
export const AbandonedEvent = z.strictObject({
  ...header,
  type: z.literal('abandoned'),
  pressId: EventId,
  step: z.string().min(1).max(64),
});

/** The terminal raised the alert inside the store because the hub was out of reach. */
export const AlertedLocallyEvent = z.strictObject({
  ...header,
  type: z.literal('alerted-locally'),
  pressId: EventId,
  channel: z.enum(['lamp', 'buzzer', 'lan-webhook']),
});
export type AlertedLocallyEvent = z.infer<typeof AlertedLocallyEvent>;

/** Somebody on the floor pressed the staff button of a box: "I am coming". */
export const AcknowledgedInStoreEvent = z.strictObject({
  ...header,
  type: z.literal('acknowledged-in-store'),
  source: BoxSource,
  recovered: Recovered.optional(),
});
export type AcknowledgedInStoreEvent = z.infer<typeof AcknowledgedInStoreEvent>;

/** Takes the place of an event that no store holds, so that the ledger stays without gaps. */
export const VoidEvent = z.strictObject({
  ...header,
  type: z.literal('void'),
  reason: z.enum([
    /** Every write of it failed; its visitor was told so. */
    'not-saved',
    /** It was kept once and no store holds it any more: the hub counts it as unaccounted. */
    'lost',
  ]),
});
export type VoidEvent = z.infer<typeof VoidEvent>;

/** Everything a terminal reports. Nothing edits an event once it is made. */
export const FeedbackEvent = z.discriminatedUnion('type', [
  PressedEvent,
  AnsweredEvent,
  SealedEvent,
  AbandonedEvent,
  AlertedLocallyEvent,
  AcknowledgedInStoreEvent,
  VoidEvent,
]);
export type FeedbackEvent = z.infer<typeof FeedbackEvent>;

/** Two presses of one rating closer together than this are one visitor's: the later is a `repeat`. */
export const REPEAT_WITHIN_MS = 1_500;
