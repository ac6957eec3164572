import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { sql } from 'kysely';
import { PrivateKeyJwk } from '../../contract/provisioning.ts';
import type { SealingKey } from '../../contract/sealing.ts';
import type { AppTransaction } from '../database/database.ts';
import { countUpConfiguration } from '../publishing/configuration-version.ts';
import type { KeySafe } from './key-safe.ts';

export type KeyMaking = {
  readonly organizationId: string;
  readonly keySafe: KeySafe;
  /** Wall clock in milliseconds. */
  readonly nowMs: number;
};

/** First letters of a key's thumbprint (RFC 7638), which name it. */
const KID_LENGTH = 16;

/** What visitors' words are sealed to now. Makes it where there is none yet that this hub could open. */
export async function currentSealingKey(
  transaction: AppTransaction,
  making: KeyMaking,
): Promise<SealingKey> {
  const found = await newestKey(transaction, making.keySafe);
  if (found !== null) {
    return found;
  }
  // Locks the organization's configuration: of several that find none, one makes the key.
  await countUpConfiguration(transaction);
  return (await newestKey(transaction, making.keySafe)) ?? (await makeKey(transaction, making));
}

/** From now on terminals seal to a new key; what was sealed to earlier ones can still be opened. */
export async function rotateSealingKey(
  transaction: AppTransaction,
  making: KeyMaking,
): Promise<SealingKey> {
  await countUpConfiguration(transaction);
  return makeKey(transaction, making);
}

async function newestKey(
  transaction: AppTransaction,
  { secretId }: KeySafe,
): Promise<SealingKey | null> {
  const row = await transaction
    .selectFrom('sealing_keys')
    .where('secret_id', '=', secretId)
    .orderBy('created_at_ms', 'desc')
    .orderBy('kid', 'desc')
    .limit(1)
    .select(['kid', 'public_key'])
    .executeTakeFirst();
  return row === undefined ? null : { kid: row.kid, key: row.public_key };
}

/** Newer than every other, whatever the clocks of hubs say; the caller has locked the organization's configuration. */
async function makeKey(
  transaction: AppTransaction,
  { organizationId, keySafe, nowMs }: KeyMaking,
): Promise<SealingKey> {
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(pair.privateKey);
  const privateKey = PrivateKeyJwk.parse({ kty, crv, x, y, d });
  const { d: _, ...key } = privateKey;
  const kid = (await calculateJwkThumbprint(key, 'sha256')).slice(0, KID_LENGTH);
  await transaction
    .insertInto('sealing_keys')
    .values({
      organization_id: organizationId,
      kid,
      public_key: JSON.stringify(key),
      wrapped_key: await keySafe.wrap(privateKey, { organizationId, kid }),
      secret_id: keySafe.secretId,
      created_at_ms: sql<number>`(
        select greatest(${nowMs}::bigint, max(created_at_ms) + 1) from sealing_keys
      )`,
    })
    .execute();
  return { kid, key };
}
