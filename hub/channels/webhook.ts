import { createHmac, randomBytes } from 'node:crypto';
import type { DeliveryReason } from '../../contract/protocol/channels.ts';
import type { WebhookMessage } from '../../contract/protocol/webhook.ts';
import type { Notice } from '../notices/notice.ts';
import type { Channel } from './channel.ts';
import { outcomeOf } from './http-outcome.ts';
import type { PostOutside } from './outgoing-request.ts';
import { retryBySchedule } from './retry-schedule.ts';

export type WebhookAddress = {
  readonly url: string;
  /** When what the message tells of happened. */
  readonly occurredAtMs: number;
  /** All that are in force, `whsec_…`; the newest first. */
  readonly secrets: readonly [string, ...string[]];
};

/** For how long messages are signed with the earlier secret as well. */
export const ROTATION_MS = 24 * 60 * 60_000;

const SECRET_PREFIX = 'whsec_';
const SECRET_BYTES = 32;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** The example of the specification, with jitter. */
const RETRY_AFTER_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/**
 * Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): only
 * 2xx means that a message was taken, 410 turns the channel off. What it says is {@link WebhookMessage}.
 *
 * A message that is sent again, after a crash too, has the same `webhook-id`: by it the other side tells.
 *
 * @param now wall clock in milliseconds.
 */
export function createWebhookChannel(
  postOutside: PostOutside,
  now: () => number,
  random: () => number,
): Channel<WebhookAddress> {
  return {
    kind: 'webhook',
    retryDelayMs: retryBySchedule(RETRY_AFTER_MS, random),
    async send(notice, { url, secrets, occurredAtMs }, signal) {
      const body = JSON.stringify(messageOf(notice, occurredAtMs));
      const timestamp = String(Math.floor(now() / 1_000));
      const reply = await postOutside(
        {
          url,
          headers: {
            'content-type': 'application/json',
            'webhook-id': notice.id,
            'webhook-timestamp': timestamp,
            'webhook-signature': secrets
              .map((secret) => signatureOf(secret, `${notice.id}.${timestamp}.${body}`))
              .join(' '),
          },
          body,
        },
        signal,
      );
      return outcomeOf(reply);
    },
  };
}

/** Between 24 and 64 random bytes, says the specification. */
export function newWebhookSecret(): string {
  return `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** Symmetric: HMAC-SHA256, version 1. */
function signatureOf(secret: string, content: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

const TYPES = {
  opened: 'alert.opened',
  'help-asked': 'alert.help_asked',
  reminded: 'alert.reminded',
  escalated: 'alert.escalated',
  woken: 'alert.woken',
  reopened: 'alert.reopened',
} as const satisfies Record<Exclude<DeliveryReason, 'catch-up' | 'test'>, WebhookMessage['type']>;

function messageOf(
  { content, organizationId, action }: Notice,
  occurredAtMs: number,
): WebhookMessage {
  const timestamp = new Date(occurredAtMs).toISOString();
  if (content.kind !== 'alert') {
    // Summaries of quiet hours belong to people, never to a shared channel.
    return { type: 'test', timestamp, data: { organizationId } };
  }
  const { alert, reason } = content;
  return {
    type: TYPES[reason],
    timestamp,
    data: {
      organizationId,
      alert: {
        id: alert.id,
        cause: alert.cause,
        state: alert.state,
        level: alert.level,
        touchpoint: alert.touchpoint,
        location: alert.location,
        terminal: alert.terminal,
        presses: alert.presses,
        measured: alert.measured,
        helpAsked: alert.helpAsked !== null,
        openedAt: new Date(alert.openedAtMs).toISOString(),
      },
      url: action.url,
    },
  };
}
