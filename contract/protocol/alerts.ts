import { z } from 'zod';
import { AlertCause } from '../alert-rule.ts';
import { HubId } from '../identifiers.ts';
import { WallMs } from '../instant.ts';

const Named = z.strictObject({ id: HubId, name: z.string() });

/**
 * `escalated`: open, and told to a further level because nobody acknowledged it. `snoozed`: wakes up again.
 * `acknowledged`: somebody takes care of it. `resolved`: it is over.
 */
export const AlertState = z.enum(['open', 'escalated', 'snoozed', 'acknowledged', 'resolved']);
export type AlertState = z.infer<typeof AlertState>;

/** Something at one place that somebody should look after, as staff see it. */
export const Alert = z.strictObject({
  id: HubId,
  /** `late`: the presses were more than 120 s old when they reached the hub; it joins others of its day, quietly. */
  kind: z.enum(['live', 'late']),
  cause: AlertCause,
  state: AlertState,
  touchpoint: Named.nullable(),
  location: Named.nullable(),
  /** Null where its first answer came by a link, from a phone or an e-mail, and where no terminal is concerned. */
  terminal: Named.nullable(),
  /** By which it came; null for those of before there were rules. */
  rule: Named.nullable(),
  /** How many presses the alert holds; 0 where it is about something else. */
  presses: z.int().min(0),
  /** What a rule found, beside what it was to stay above or below: a count, a score, or milliseconds. */
  measured: z.strictObject({ value: z.number(), limit: z.number() }).nullable(),
  /** Hub time of the first and the last press, or of when the rule found it. */
  openedAtMs: WallMs,
  lastPressAtMs: WallMs,
  /** A visitor asked that somebody comes now; hub time of the last who did. Also after a press that was not negative. */
  helpAsked: z.strictObject({ atMs: WallMs }).nullable(),
  /** Somebody who pressed left a way to be reached, on the page of the press; hub time of the last who did. */
  contactLeft: z.strictObject({ atMs: WallMs }).nullable(),
  /** The terminal called staff inside the store because the hub was out of reach; hub time of the first call. */
  calledInStore: z.strictObject({ atMs: WallMs }).nullable(),
  /** How far it has escalated; 0: the first level was told. */
  level: z.int().min(0),
  /** Who took it; stays when it is resolved. A terminal's name: somebody in the store, by the staff button of a box. */
  acknowledged: z.strictObject({ atMs: WallMs, by: z.string() }).nullable(),
  snoozed: z.strictObject({ untilMs: WallMs, by: z.string() }).nullable(),
  /** By null: what it was about ended by itself. */
  resolved: z.strictObject({ atMs: WallMs, by: z.string().nullable() }).nullable(),
  comments: z.int().min(0),
});
export type Alert = z.infer<typeof Alert>;

/** One thing that happened to an alert. Nothing edits it. */
export const AlertEntry = z.strictObject({
  id: HubId,
  atMs: WallMs,
  /** Null: the hub itself. A terminal's name: somebody in the store, by the staff button of a box. */
  by: z.string().nullable(),
  what: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('opened') }),
    /** More presses joined it. */
    z.strictObject({ kind: z.literal('pressed'), presses: z.int().min(1) }),
    z.strictObject({ kind: z.literal('help-asked') }),
    z.strictObject({ kind: z.literal('contact-left') }),
    z.strictObject({
      kind: z.literal('called-in-store'),
      channel: z.enum(['lamp', 'buzzer', 'lan-webhook']),
    }),
    z.strictObject({ kind: z.literal('acknowledged') }),
    /** Given back, so that it waits for somebody again. */
    z.strictObject({ kind: z.literal('handed-back') }),
    z.strictObject({ kind: z.literal('snoozed'), untilMs: WallMs }),
    z.strictObject({ kind: z.literal('woken') }),
    z.strictObject({ kind: z.literal('reminded') }),
    z.strictObject({ kind: z.literal('escalated'), level: z.int().min(1) }),
    z.strictObject({ kind: z.literal('commented'), text: z.string() }),
    z.strictObject({ kind: z.literal('resolved') }),
    z.strictObject({ kind: z.literal('reopened') }),
  ]),
});
export type AlertEntry = z.infer<typeof AlertEntry>;

/** Opaque, ordered by the hub; hand it back to hear everything that changed since. */
export const StreamCursor = z.string().regex(/^\d{1,20}$/, 'must be a cursor the hub gave out');

/** Waiting for somebody, or not. */
export const AlertStates = z.union([
  z.literal('waiting').transform((): AlertState[] => ['open', 'escalated']),
  AlertState.transform((state) => [state]),
]);

/** `GET /v1/alerts`: newest first. */
export const AlertsQuery = z.object({
  state: AlertStates.optional(),
  /** This location and all below it. */
  locationId: HubId.optional(),
  /** Older than this alert, for the history. */
  before: HubId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const AlertsReply = z.strictObject({ alerts: z.array(Alert), cursor: StreamCursor });
export type AlertsReply = z.infer<typeof AlertsReply>;

/** `GET /v1/alerts/:id`; its messages are at `/v1/deliveries?alertId=`. */
export const AlertReply = z.strictObject({
  alert: Alert,
  /** Oldest first. */
  history: z.array(AlertEntry),
});
export type AlertReply = z.infer<typeof AlertReply>;

/** `POST /v1/alerts/:id/acknowledge`. Acknowledging twice keeps the first. So answer all that follow. */
export const AcknowledgeReply = z.strictObject({ alert: Alert });
export type AcknowledgeReply = z.infer<typeof AcknowledgeReply>;
/**
 * `POST /v1/alerts/:id/hand-back`, `POST /v1/alerts/:id/reopen` and `POST /v1/alerts/:id/resolve` take nothing. What
 * the alert's state does not allow is refused with 409 `alert-state`, and changes nothing.
 */
/** `POST /v1/alerts/:id/snooze` */
export const SnoozeRequest = z.strictObject({
  forMs: z
    .int()
    .min(60_000)
    .max(7 * 24 * 60 * 60_000),
});
export type SnoozeRequest = z.infer<typeof SnoozeRequest>;
/** `POST /v1/alerts/:id/comments` */
export const CommentRequest = z.strictObject({ text: z.string().trim().min(1).max(2_000) });
export type CommentRequest = z.infer<typeof CommentRequest>;

/**
 * `GET /v1/stream` (server-sent events): `event: alert`, `id:` a cursor, `data:` this. The whole alert is sent each
 * time, so hearing one twice is harmless. `Last-Event-ID` or `?cursor=` resumes.
 */
export const AlertMessage = z.strictObject({ alert: Alert });
export type AlertMessage = z.infer<typeof AlertMessage>;
