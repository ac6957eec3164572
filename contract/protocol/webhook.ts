import { z } from 'zod';
import { AlertCause } from '../alert-rule.ts';
import { HubId } from '../identifiers.ts';
import { Alert, AlertState } from './alerts.ts';

const Named = z.strictObject({ id: HubId, name: z.string() });

/**
 * What a webhook receives: the body of a `POST` as the Standard Webhooks specification has it
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md), signed with the
 * channel's secret. It says what happened, and where to ask for more; it names nobody.
 *
 * `webhook-id` stays the same when a message is sent again: after a try that failed, and after a crash of the hub also
 * when it had been taken. Whoever must act once remembers the ids of a day or two.
 */
export const WebhookMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum([
      'alert.opened',
      'alert.help_asked',
      'alert.reminded',
      'alert.escalated',
      'alert.woken',
      'alert.reopened',
    ]),
    /** When it happened; ISO 8601 in UTC. */
    timestamp: z.iso.datetime({ precision: 3 }),
    data: z.strictObject({
      organizationId: HubId,
      alert: z.strictObject({
        id: HubId,
        cause: AlertCause,
        /** As it is when the message is sent. */
        state: AlertState,
        /** How far it has escalated; 0: the first level was told. */
        level: z.int().min(0),
        touchpoint: Named.nullable(),
        location: Named.nullable(),
        terminal: Named.nullable(),
        presses: z.int().min(0),
        /** What a rule found and its limit: presses, a score, or milliseconds, by the cause; of a press null. */
        measured: Alert.shape.measured,
        helpAsked: z.boolean(),
        openedAt: z.iso.datetime({ precision: 3 }),
      }),
      /** The alert in the console. */
      url: z.url(),
    }),
  }),
  /** Somebody tried the channel out. */
  z.strictObject({
    type: z.literal('test'),
    timestamp: z.iso.datetime({ precision: 3 }),
    data: z.strictObject({ organizationId: HubId }),
  }),
]);
export type WebhookMessage = z.infer<typeof WebhookMessage>;
