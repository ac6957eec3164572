import { z } from 'zod';
import { HubId } from '../identifiers.ts';
import { WallMs } from '../instant.ts';

const Named = z.strictObject({ id: HubId, name: z.string() });

/** Negative presses at one touchpoint that belong together, as staff see them. */
export const Alert = z.strictObject({
  id: HubId,
  /** `late`: the presses were more than 120 s old when they reached the hub; it joins others of its day, quietly. */
  kind: z.enum(['live', 'late']),
  state: z.enum(['open', 'acknowledged']),
  touchpoint: Named.nullable(),
  location: Named.nullable(),
  /** Null where its first answer came by a link, from a phone or an e-mail. */
  terminal: Named.nullable(),
  /** How many presses the alert holds. */
  presses: z.int().min(1),
  /** Hub time of the first and the last press. */
  openedAtMs: WallMs,
  lastPressAtMs: WallMs,
  /** A visitor asked that somebody comes now; hub time of the last who did. Also after a press that was not negative. */
  helpAsked: z.strictObject({ atMs: WallMs }).nullable(),
  /** Somebody who pressed left a way to be reached, on the page of the press; hub time of the last who did. */
  contactLeft: z.strictObject({ atMs: WallMs }).nullable(),
  acknowledged: z.strictObject({ atMs: WallMs, by: z.string() }).nullable(),
});
export type Alert = z.infer<typeof Alert>;

/** Opaque, ordered by the hub; hand it back to hear everything that changed since. */
export const StreamCursor = z.string().regex(/^\d{1,20}$/, 'must be a cursor the hub gave out');

/** `GET /v1/alerts`: newest first. */
export const AlertsQuery = z.object({
  state: z.enum(['open', 'acknowledged']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const AlertsReply = z.strictObject({ alerts: z.array(Alert), cursor: StreamCursor });
export type AlertsReply = z.infer<typeof AlertsReply>;

/** `POST /v1/alerts/:id/acknowledge`. Acknowledging twice keeps the first. */
export const AcknowledgeReply = z.strictObject({ alert: Alert });
export type AcknowledgeReply = z.infer<typeof AcknowledgeReply>;

/**
 * `GET /v1/stream` (server-sent events): `event: alert`, `id:` a cursor, `data:` this. The whole alert is sent each
 * time, so hearing one twice is harmless. `Last-Event-ID` or `?cursor=` resumes.
 */
export const AlertMessage = z.strictObject({ alert: Alert });
export type AlertMessage = z.infer<typeof AlertMessage>;
