import { z } from 'zod';
import { MAX_EVENT_BODY_LENGTH } from '../event-body.ts';
import { EventId, LedgerId } from '../identifiers.ts';
import { Instant, WallMs } from '../instant.ts';

/** `POST /v1/events`, optionally `Content-Encoding: gzip`. */
export const MAX_BATCH_EVENTS = 500;
/** Largest batch after decompression, in bytes. */
export const MAX_BATCH_BYTES = 256 * 1024;

/** How many ledgers a terminal states at most; one rarely has more than two. */
export const MAX_STATED_LEDGERS = 64;

/** How far the terminal's wall clock is from the hub's, measured on one exchange. */
export const ClockSample = z.strictObject({
  /** Hub wall time minus terminal wall time, in milliseconds. */
  offsetMs: z.number(),
  /** Half the round trip: the true offset lies within ± this. */
  uncertaintyMs: z.number().min(0),
  at: Instant,
});
export type ClockSample = z.infer<typeof ClockSample>;

/** The terminal's own books for one ledger, at the moment of sending. */
export const LedgerStatement = z.strictObject({
  ledgerId: LedgerId,
  /** Highest number ever made. */
  made: z.int().min(0),
  /** How many events the hub has not answered yet. */
  queued: z.int().min(0),
  /** Lowest unanswered number, or null: a gap at the hub counts as one only below it. */
  oldestQueued: z.int().min(1).nullable(),
  /** Numbers the hub rejected; they stay at the terminal, visible and exportable. */
  parked: z.array(z.int().min(1)).max(1_000),
});
export type LedgerStatement = z.infer<typeof LedgerStatement>;

export const EventsRequest = z.strictObject({
  sentAt: Instant,
  clockSamples: z.array(ClockSample).max(16),
  /** All the terminal holds; of more, those that wait or are newest. A list that is full says nothing of the others. */
  ledgers: z.array(LedgerStatement).max(MAX_STATED_LEDGERS),
  events: z
    .array(
      z.strictObject({
        id: EventId,
        /** The event's frozen bytes. A body that does not fit is answered per event, never by refusing the batch. */
        body: z.string().max(MAX_EVENT_BODY_LENGTH * 4),
      }),
    )
    .max(MAX_BATCH_EVENTS),
});
export type EventsRequest = z.infer<typeof EventsRequest>;

/** Why an event was rejected. */
export const RejectionReason = z.enum([
  /** The body does not fit the schema of any event this hub knows. */
  'invalid',
  /** The body's id is not the id it was sent under. */
  'wrong-id',
  /** This id is stored already with other bytes. */
  'conflict',
]);
export type RejectionReason = z.infer<typeof RejectionReason>;

/** One answer per event, in the order of the request. */
export const EventAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({ id: EventId, outcome: z.literal('accepted') }),
  z.strictObject({ id: EventId, outcome: z.literal('duplicate') }),
  z.strictObject({
    id: EventId,
    outcome: z.literal('rejected'),
    reason: RejectionReason,
    detail: z.string(),
  }),
]);
export type EventAnswer = z.infer<typeof EventAnswer>;

export const EventsReply = z.strictObject({
  hubTimeMs: WallMs,
  answers: z.array(EventAnswer).max(MAX_BATCH_EVENTS),
  /** For every ledger in the request's statements or events. */
  ledgers: z.array(
    z.strictObject({
      ledgerId: LedgerId,
      /**
       * Every number up to this is stored or was stated as parked. Below the terminal's own mark, the hub came
       * back from a backup and the terminal queues again from here. Never a reason to raise the terminal's mark.
       */
      storedThrough: z.int().min(0),
      /** Another event holds one of this ledger's numbers: the terminal's disk was cloned. */
      forked: z.boolean(),
    }),
  ),
});
export type EventsReply = z.infer<typeof EventsReply>;
