import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PushReply, PushRequest } from '../../contract/protocol/channels.ts';
import type { AppTransaction } from '../database/database.ts';
import { storableText } from '../database/storable-text.ts';
import type { KeyPlace, KeySafe } from '../sealing/key-safe.ts';

export type PushSubscription = PushRequest['subscription'];

type Owner = { readonly organizationId: string; readonly userId: string };

/** More than anybody carries; each is written to at every alert. */
export const MAX_DEVICES = 20;

const Kept = z.object({
  endpoint: z.string(),
  keys: z.object({ p256dh: z.string(), auth: z.string() }),
});

/** Oldest first. */
export async function readDevices(
  transaction: AppTransaction,
  userId: string,
): Promise<PushReply['devices']> {
  const rows = await transaction
    .selectFrom('push_devices')
    .where('user_id', '=', userId)
    .orderBy('created_at_ms')
    .orderBy('device_id')
    .select(['device_id as id', 'name', 'created_at_ms as createdAtMs'])
    .execute();
  return rows;
}

/**
 * Keeps a browser's subscription as one of somebody's devices. One that is kept already gets the new name and keys; one
 * that was somebody else's is theirs no longer, nor is what was on its way to it: another person sits there now.
 *
 * @returns `too-many`: they have {@link MAX_DEVICES} others.
 */
export async function saveDevice(
  transaction: AppTransaction,
  { organizationId, userId }: Owner,
  { name, subscription }: { readonly name: string; readonly subscription: PushSubscription },
  making: { readonly id: string; readonly keySafe: KeySafe; readonly nowMs: number },
): Promise<'saved' | 'too-many'> {
  // One after another: somebody's devices are counted.
  await transaction
    .selectFrom('members')
    .where('user_id', '=', userId)
    .select('user_id')
    .forUpdate()
    .execute();
  const hash = createHash('sha256').update(subscription.endpoint).digest();
  const { others } = await transaction
    .selectFrom('push_devices')
    .where('user_id', '=', userId)
    .where('endpoint_sha256', '!=', hash)
    .select(({ fn }) => fn.countAll<number>().as('others'))
    .executeTakeFirstOrThrow();
  if (others >= MAX_DEVICES) {
    return 'too-many';
  }
  const known = await transaction
    .deleteFrom('push_devices')
    .where('endpoint_sha256', '=', hash)
    .returning(['device_id', 'user_id', 'created_at_ms'])
    .executeTakeFirst();
  const same = known?.user_id === userId ? known : undefined;
  const deviceId = same?.device_id ?? making.id;
  await transaction
    .insertInto('push_devices')
    .values({
      organization_id: organizationId,
      device_id: deviceId,
      user_id: userId,
      name: storableText(name),
      endpoint_sha256: hash,
      wrapped_subscription: await making.keySafe.wrapText(
        JSON.stringify(Kept.parse(subscription)),
        placeOf(organizationId, deviceId),
      ),
      created_at_ms: same?.created_at_ms ?? making.nowMs,
    })
    .execute();
  return 'saved';
}

/** @returns whether it was somebody's own. */
export async function deleteDevice(
  transaction: AppTransaction,
  userId: string,
  deviceId: string,
): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('push_devices')
    .where('user_id', '=', userId)
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** All of somebody's: who has one of them may not be who they are for. */
export async function deleteDevices(transaction: AppTransaction, userId: string): Promise<void> {
  await transaction.deleteFrom('push_devices').where('user_id', '=', userId).execute();
}

/** Where to write to a device; null: it was removed, or kept under another secret of the hub. */
export async function findSubscription(
  transaction: AppTransaction,
  organizationId: string,
  deviceId: string,
  keySafe: KeySafe,
): Promise<PushSubscription | null> {
  const row = await transaction
    .selectFrom('push_devices')
    .where('device_id', '=', deviceId)
    .select('wrapped_subscription')
    .executeTakeFirst();
  const text =
    row === undefined
      ? null
      : await keySafe.unwrapText(row.wrapped_subscription, placeOf(organizationId, deviceId));
  return text === null ? null : Kept.parse(JSON.parse(text));
}

function placeOf(organizationId: string, deviceId: string): KeyPlace {
  return { organizationId, kid: `push ${deviceId}` };
}
