import { exportJWK, generateKeyPair } from 'jose';
import { PrivateKeyJwk } from '../../contract/provisioning.ts';
import type { AppTransaction } from '../database/database.ts';
import type { KeySafe } from '../sealing/key-safe.ts';

export type PushKey = {
  /** Uncompressed point, base64url: what browsers subscribe with. */
  readonly publicKey: string;
  /** Base64url. */
  readonly privateKey: string;
};

type Keeping = { readonly organizationId: string; readonly keySafe: KeySafe };

const KID = 'push';

/** What the organization signs its pushes with; null: none that this hub can open. */
export async function findPushKey(
  transaction: AppTransaction,
  { organizationId, keySafe }: Keeping,
): Promise<PushKey | null> {
  const row = await transaction
    .selectFrom('push_keys')
    .select(['public_key', 'wrapped_key'])
    .executeTakeFirst();
  const key =
    row === undefined ? null : await keySafe.unwrap(row.wrapped_key, { organizationId, kid: KID });
  return row === undefined || key === null
    ? null
    : { publicKey: row.public_key, privateKey: key.d };
}

/**
 * The same, made where there is none yet. One that was wrapped under a secret that is lost is replaced; devices that
 * subscribed with it can never be written to again and go with it.
 */
export async function currentPushKey(
  transaction: AppTransaction,
  keeping: Keeping,
): Promise<PushKey> {
  const { organizationId, keySafe } = keeping;
  const found = await findPushKey(transaction, keeping);
  if (found !== null) {
    return found;
  }
  // Of several that find none, one makes it.
  await transaction
    .selectFrom('organizations')
    .where('organization_id', '=', organizationId)
    .select('organization_id')
    .forUpdate()
    .execute();
  const meanwhile = await findPushKey(transaction, keeping);
  if (meanwhile !== null) {
    return meanwhile;
  }
  const pair = await generateKeyPair('ES256', { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(pair.privateKey);
  const key = PrivateKeyJwk.parse({ kty, crv, x, y, d });
  const publicKey = Buffer.concat([
    Buffer.from([4]),
    Buffer.from(key.x, 'base64url'),
    Buffer.from(key.y, 'base64url'),
  ]).toString('base64url');
  const values = {
    public_key: publicKey,
    wrapped_key: await keySafe.wrap(key, { organizationId, kid: KID }),
  };
  await transaction
    .insertInto('push_keys')
    .values({ organization_id: organizationId, ...values })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(values))
    .execute();
  await transaction.deleteFrom('push_devices').execute();
  return { publicKey, privateKey: key.d };
}
