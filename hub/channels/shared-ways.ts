import type { SharedChannelKind } from '../../contract/protocol/channels.ts';
import type { AppTransaction } from '../database/database.ts';
import type { DeliveryRow, DeliveryWay, DeliveryWays } from '../deliveries/delivery-way.ts';
import type { Notice } from '../notices/notice.ts';
import type { KeySafe } from '../sealing/key-safe.ts';
import type { SendOutcome } from './channel.ts';
import { channelPlace } from './channel-secrets.ts';
import type { PostOutside } from './outgoing-request.ts';
import { createSlackChannel } from './slack.ts';
import { createTeamsChannel } from './teams.ts';
import { createWebhookChannel } from './webhook.ts';

type Stored = {
  readonly url: string;
  readonly occurredAtMs: number;
  /** Those in force, the newest first; none where messages are not signed. */
  readonly secrets: readonly string[];
};

type Send = (notice: Notice, stored: Stored, signal: AbortSignal) => Promise<SendOutcome>;

const LOST: SendOutcome = {
  kind: 'refused',
  error: 'Its address was kept under another secret of the hub: enter it again.',
};

/** Slack, Teams and webhooks, whose addresses are in the table of channels. */
export function createSharedWays({
  keySafe,
  postOutside,
  now,
  random,
}: {
  readonly keySafe: KeySafe;
  readonly postOutside: PostOutside;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}): Pick<DeliveryWays, SharedChannelKind> {
  const slack = createSlackChannel(postOutside, random);
  const teams = createTeamsChannel(postOutside, random);
  const webhook = createWebhookChannel(postOutside, now, random);
  const sendWebhook: Send = async (notice, { secrets: [newest, ...earlier], ...stored }, signal) =>
    newest === undefined
      ? LOST
      : webhook.send(notice, { ...stored, secrets: [newest, ...earlier] }, signal);

  const wayOf = (retryDelayMs: DeliveryWay['retryDelayMs'], send: Send): DeliveryWay => ({
    retryDelayMs,
    async findDestination(transaction, delivery, nowMs) {
      const row = await transaction
        .selectFrom('channels')
        .where('channel_id', '=', delivery.targetId)
        .where('enabled', '=', true)
        .where('gone_at_ms', 'is', null)
        .where('deleted_at_ms', 'is', null)
        .selectAll()
        .executeTakeFirst();
      if (row === undefined) {
        return null;
      }
      const { organizationId, targetId } = delivery;
      const url = await keySafe.unwrapText(
        row.wrapped_url,
        channelPlace(organizationId, targetId, 'url'),
      );
      const isRotating = row.earlier_until_ms !== null && row.earlier_until_ms > nowMs;
      const wrapped = [row.wrapped_secret, isRotating ? row.wrapped_earlier_secret : null];
      const secrets: string[] = [];
      for (const one of wrapped) {
        const secret =
          one === null
            ? null
            : await keySafe.unwrapText(one, channelPlace(organizationId, targetId, 'secret'));
        if (secret !== null) {
          secrets.push(secret);
        }
      }
      return {
        language: row.language,
        perMinute: row.per_minute,
        send: async (notice, signal) =>
          url === null
            ? LOST
            : send(notice, { url, secrets, occurredAtMs: delivery.createdAtMs }, signal),
      };
    },
    forget: turnOff,
  });
  return {
    slack: wayOf(slack.retryDelayMs, slack.send),
    teams: wayOf(teams.retryDelayMs, teams.send),
    webhook: wayOf(webhook.retryDelayMs, sendWebhook),
  };
}

/** Until somebody turns it on again, or gives it another address. */
async function turnOff(
  transaction: AppTransaction,
  { targetId }: DeliveryRow,
  nowMs: number,
): Promise<void> {
  await transaction
    .updateTable('channels')
    .where('channel_id', '=', targetId)
    .where('gone_at_ms', 'is', null)
    .set({ gone_at_ms: nowMs })
    .execute();
}
