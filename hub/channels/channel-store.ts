import { sql, type Selectable } from 'kysely';
import type { Channel, ChannelContent } from '../../contract/protocol/channels.ts';
import type { AppSchema } from '../database/app-schema.ts';
import type { AppTransaction } from '../database/database.ts';
import { storableText } from '../database/storable-text.ts';
import { withinScope, type Scope } from '../people/scope.ts';
import type { KeySafe } from '../sealing/key-safe.ts';
import { channelPlace } from './channel-secrets.ts';
import { newWebhookSecret, ROTATION_MS } from './webhook.ts';

/** Where channels are kept, and as whose. */
export type ChannelKeeping = {
  readonly organizationId: string;
  readonly keySafe: KeySafe;
  /** Hub time. */
  readonly nowMs: number;
};

/** A channel as it is now, and its secret where that is told: when it is new. */
export type KeptChannel = { readonly channel: Channel; readonly secret: string | null };

/** Those of the scope, by name. */
export async function readChannels(transaction: AppTransaction, scope: Scope): Promise<Channel[]> {
  const rows = await transaction
    .selectFrom('channels')
    .where('deleted_at_ms', 'is', null)
    .where(withinScope(scope, sql`location_id`))
    .orderBy('name')
    .orderBy('channel_id')
    .selectAll()
    .execute();
  return rows.map(toChannel);
}

/** Null where there is none in the scope. */
export async function readChannel(
  transaction: AppTransaction,
  scope: Scope,
  channelId: string,
): Promise<Channel | null> {
  const row = await transaction
    .selectFrom('channels')
    .where('channel_id', '=', channelId)
    .where('deleted_at_ms', 'is', null)
    .where(withinScope(scope, sql`location_id`))
    .selectAll()
    .executeTakeFirst();
  return row === undefined ? null : toChannel(row);
}

export async function addChannel(
  transaction: AppTransaction,
  { organizationId, keySafe, nowMs }: ChannelKeeping,
  channelId: string,
  content: ChannelContent,
  url: string,
): Promise<KeptChannel> {
  const secret = content.kind === 'webhook' ? newWebhookSecret() : null;
  const secretPlace = channelPlace(organizationId, channelId, 'secret');
  const row = await transaction
    .insertInto('channels')
    .values({
      organization_id: organizationId,
      channel_id: channelId,
      kind: content.kind,
      ...columnsOf(content),
      ...(await addressColumns(keySafe, organizationId, channelId, url)),
      wrapped_secret: secret === null ? null : await keySafe.wrapText(secret, secretPlace),
      changed_at_ms: nowMs,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { channel: toChannel(row), secret };
}

/**
 * Gives a channel that is there this content, and another address unless that is null. One that was gone is tried again
 * from now on.
 */
export async function changeChannel(
  transaction: AppTransaction,
  { organizationId, keySafe, nowMs }: ChannelKeeping,
  channelId: string,
  content: ChannelContent,
  url: string | null,
): Promise<Channel> {
  const row = await transaction
    .updateTable('channels')
    .where('channel_id', '=', channelId)
    .set({
      ...columnsOf(content),
      ...(url === null ? {} : await addressColumns(keySafe, organizationId, channelId, url)),
      gone_at_ms: null,
      changed_at_ms: nowMs,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toChannel(row);
}

/** Nothing more is sent there; the log of what was stays. */
export async function deleteChannel(
  transaction: AppTransaction,
  channelId: string,
  nowMs: number,
): Promise<void> {
  await transaction
    .updateTable('channels')
    .where('channel_id', '=', channelId)
    .set({
      deleted_at_ms: nowMs,
      wrapped_url: '',
      wrapped_secret: null,
      wrapped_earlier_secret: null,
      earlier_until_ms: null,
    })
    .execute();
}

/** From now on a webhook's messages are signed with a new secret, and for a day with the one before as well. */
export async function rotateSecret(
  transaction: AppTransaction,
  { organizationId, keySafe, nowMs }: ChannelKeeping,
  channelId: string,
): Promise<KeptChannel> {
  const secret = newWebhookSecret();
  const wrapped = await keySafe.wrapText(secret, channelPlace(organizationId, channelId, 'secret'));
  const row = await transaction
    .updateTable('channels')
    .where('channel_id', '=', channelId)
    .set({
      wrapped_secret: wrapped,
      wrapped_earlier_secret: sql`wrapped_secret`,
      earlier_until_ms: nowMs + ROTATION_MS,
      changed_at_ms: nowMs,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { channel: toChannel(row), secret };
}

function columnsOf(content: ChannelContent) {
  return {
    name: storableText(content.name),
    location_id: content.locationId,
    language: content.language,
    enabled: content.enabled,
    per_minute: content.perMinute,
  };
}

async function addressColumns(
  keySafe: KeySafe,
  organizationId: string,
  channelId: string,
  url: string,
): Promise<{ origin: string; wrapped_url: string }> {
  const place = channelPlace(organizationId, channelId, 'url');
  return { origin: new URL(url).origin, wrapped_url: await keySafe.wrapText(url, place) };
}

function toChannel(row: Selectable<AppSchema['channels']>): Channel {
  return {
    id: row.channel_id,
    kind: row.kind,
    name: row.name,
    locationId: row.location_id,
    language: row.language,
    enabled: row.enabled,
    perMinute: row.per_minute,
    origin: row.origin,
    goneAtMs: row.gone_at_ms,
    changedAtMs: row.changed_at_ms,
  };
}
