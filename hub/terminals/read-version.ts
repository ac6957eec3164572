import type { AppTransaction } from '../database/database.ts';
import { currentSealingKey, type KeyMaking } from '../sealing/sealing-keys.ts';

/**
 * The version of what terminals are to be configured with; one that has another fetches it. Where this hub could open
 * nothing that is sealed from now on, as after its secret was replaced, it makes a key and so the next version: terminals
 * would never ask for one otherwise.
 */
export async function readVersion(transaction: AppTransaction, making: KeyMaking): Promise<number> {
  const { version, has_key: hasKey } = await findVersion(transaction, making);
  if (hasKey === true) {
    return version;
  }
  await currentSealingKey(transaction, making);
  return (await findVersion(transaction, making)).version;
}

async function findVersion(
  transaction: AppTransaction,
  { keySafe }: KeyMaking,
): Promise<{ version: number; has_key: unknown }> {
  return transaction
    .selectFrom('configurations')
    .select((from) => [
      'version',
      from
        .exists(
          from.selectFrom('sealing_keys').where('secret_id', '=', keySafe.secretId).select('kid'),
        )
        .as('has_key'),
    ])
    .executeTakeFirstOrThrow();
}
