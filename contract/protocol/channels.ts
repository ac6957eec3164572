import { z } from 'zod';
import { DisplayName } from '../display-name.ts';
import { HubId } from '../identifiers.ts';
import { WallMs } from '../instant.ts';
import { NoticeLanguage } from './people.ts';

/** By which way a message goes. */
export const ChannelKind = z.enum(['console', 'push', 'email', 'slack', 'teams', 'webhook']);
export type ChannelKind = z.infer<typeof ChannelKind>;

/** Those that are set up for a place; the others belong to people. */
export const SharedChannelKind = z.enum(['slack', 'teams', 'webhook']);
export type SharedChannelKind = z.infer<typeof SharedChannelKind>;

const Url = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(2_000);

/** A Slack incoming webhook, a Teams workflow ("When a Teams webhook request is received"), or a Standard Webhook. */
export const ChannelContent = z.strictObject({
  kind: SharedChannelKind,
  name: DisplayName,
  /** Alerts of this location and all below it; null: everywhere. */
  locationId: HubId.nullable(),
  language: NoticeLanguage,
  enabled: z.boolean(),
  /** Messages a minute at most; more wait. */
  perMinute: z.int().min(1).max(600),
});
export type ChannelContent = z.infer<typeof ChannelContent>;

export const Channel = z.strictObject({
  id: HubId,
  ...ChannelContent.shape,
  name: z.string(),
  /** Of its address only the origin: the rest is a secret for Slack and Teams. */
  origin: z.string(),
  /** The hub turned it off: the address says that it is gone (410). */
  goneAtMs: WallMs.nullable(),
  changedAtMs: WallMs,
});
export type Channel = z.infer<typeof Channel>;

/** `GET /v1/channels` */
export const ChannelsReply = z.strictObject({ channels: z.array(Channel) });
export type ChannelsReply = z.infer<typeof ChannelsReply>;

/** `POST /v1/channels`. */
export const ChannelRequest = z.strictObject({ channel: ChannelContent, url: Url });
/** `PUT /v1/channels/:id`; without a url the address stays. `DELETE /v1/channels/:id` answers what it was. */
export const ChannelChange = z.strictObject({ channel: ChannelContent, url: Url.nullable() });
export const ChannelReply = z.strictObject({
  channel: Channel,
  /** Of a webhook, told when it is made and when it is changed: `whsec_…` (Standard Webhooks). */
  secret: z.string().nullable(),
});
export type ChannelReply = z.infer<typeof ChannelReply>;
/** `POST /v1/channels/:id/rotate-secret`: for 24 hours messages are signed with both. Answers {@link ChannelReply}. */

/** How a message fared. */
export const DeliveryState = z.enum([
  /** Until the quiet hours of who it is for end; then one summary tells it. */
  'held',
  /** On its way, waiting for its channel to take another one, or for the next try. */
  'queued',
  'sent',
  /** Given up. */
  'failed',
  /** Nobody needs it any more: somebody acknowledged the alert before it went out. */
  'dropped',
]);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const DeliveryReason = z.enum([
  'opened',
  /** Its visitor asked that somebody comes, after it was told of. */
  'help-asked',
  'reminded',
  'escalated',
  /** Its snooze ended. */
  'woken',
  'reopened',
  /** What came in quiet hours, together. */
  'catch-up',
  'test',
]);
export type DeliveryReason = z.infer<typeof DeliveryReason>;

export const Delivery = z.strictObject({
  id: HubId,
  alertId: HubId.nullable(),
  reason: DeliveryReason,
  /** Of the escalation; 0 first. */
  level: z.int().min(0),
  channel: ChannelKind,
  /** A person's name, a channel's name, or how many consoles. */
  to: z.string(),
  state: DeliveryState,
  createdAtMs: WallMs,
  sentAtMs: WallMs.nullable(),
  /** When it is tried next, while it is queued or held. */
  nextAtMs: WallMs.nullable(),
  attempts: z.array(
    z.strictObject({
      atMs: WallMs,
      /** Null: it was taken. What happened, without addresses and without what the message said. */
      error: z.string().nullable(),
      tookMs: z.int().min(0),
    }),
  ),
});
export type Delivery = z.infer<typeof Delivery>;

/** `GET /v1/deliveries`: newest first. */
export const DeliveriesQuery = z.object({
  alertId: HubId.optional(),
  channel: ChannelKind.optional(),
  state: DeliveryState.optional(),
  before: HubId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const DeliveriesReply = z.strictObject({
  deliveries: z.array(Delivery),
  /** Ask on with `before`; null: that was all. */
  before: HubId.nullable(),
});
export type DeliveriesReply = z.infer<typeof DeliveriesReply>;

/** `POST /v1/deliveries/:id/replay`: once more, as a delivery of its own. `POST /v1/channels/:id/test` too. */
export const DeliveryReply = z.strictObject({ delivery: Delivery });
export type DeliveryReply = z.infer<typeof DeliveryReply>;

/** `POST /v1/me/test-message`: to oneself, by e-mail or to every device. */
export const TestMessageRequest = z.strictObject({ channel: z.enum(['push', 'email']) });
/** On their way. */
export const TestMessageReply = z.strictObject({ deliveries: z.array(Delivery).min(1) });
export type TestMessageReply = z.infer<typeof TestMessageReply>;

/** `GET /v1/me/test-message?channel=`: how one's own fare, newest first; not those of long ago. */
export const TestMessagesReply = z.strictObject({ deliveries: z.array(Delivery) });
export type TestMessagesReply = z.infer<typeof TestMessagesReply>;

/** `GET /v1/me/push`: what a browser subscribes with (RFC 8292), and the devices that did. */
export const PushDevice = z.strictObject({ id: HubId, name: z.string(), createdAtMs: WallMs });
export const PushReply = z.strictObject({
  /** VAPID public key, base64url. */
  publicKey: z.string(),
  devices: z.array(PushDevice),
});
export type PushReply = z.infer<typeof PushReply>;

/** `POST /v1/me/push`: a `PushSubscription` as the browser gives it. `DELETE /v1/me/push/:id`. */
export const PushRequest = z.strictObject({
  name: DisplayName,
  subscription: z.object({
    endpoint: Url,
    keys: z.object({
      p256dh: z.string().regex(/^[A-Za-z0-9_-]{87}=?$/, 'must be a P-256 point in base64url'),
      auth: z.string().regex(/^[A-Za-z0-9_-]{22}(==)?$/, 'must be 16 bytes in base64url'),
    }),
  }),
});
export type PushRequest = z.input<typeof PushRequest>;
