import { compactDecrypt, decodeProtectedHeader, errors } from 'jose';
import { SealedContent } from '../../contract/sealing.ts';
import type { AppTransaction } from '../database/database.ts';
import type { KeySafe } from './key-safe.ts';

export type OpenedPart =
  | { readonly ok: true; readonly content: SealedContent }
  | {
      readonly ok: false;
      readonly reason:
        /** No event has brought it yet. */
        | 'missing'
        | 'erased'
        /** It names a key that this organization never had. */
        | 'unknown-key'
        /** Its key was wrapped under another secret than this hub's. */
        | 'other-secret'
        /** It was not sealed to the key it names, was changed, or holds something that nobody should have sealed. */
        | 'unreadable';
    };

/** Reads what a visitor wrote, by the hash an event names. */
export async function openSealed(
  transaction: AppTransaction,
  from: { readonly organizationId: string; readonly keySafe: KeySafe },
  sha256: string,
): Promise<OpenedPart> {
  const part = await transaction
    .selectFrom('sealed_parts')
    .where('sha256', '=', Buffer.from(sha256, 'hex'))
    .select('jwe')
    .executeTakeFirst();
  if (part === undefined) {
    return { ok: false, reason: 'missing' };
  }
  if (part.jwe === null) {
    return { ok: false, reason: 'erased' };
  }
  const kid = keyIdOf(part.jwe);
  const row =
    kid === null
      ? undefined
      : await transaction
          .selectFrom('sealing_keys')
          .where('kid', '=', kid)
          .select(['kid', 'wrapped_key'])
          .executeTakeFirst();
  if (row === undefined) {
    return { ok: false, reason: 'unknown-key' };
  }
  const key = await from.keySafe.unwrap(row.wrapped_key, {
    organizationId: from.organizationId,
    kid: row.kid,
  });
  if (key === null) {
    return { ok: false, reason: 'other-secret' };
  }
  try {
    const { plaintext } = await compactDecrypt(part.jwe, key, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    const content = SealedContent.safeParse(JSON.parse(new TextDecoder().decode(plaintext)));
    return content.success
      ? { ok: true, content: content.data }
      : { ok: false, reason: 'unreadable' };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) {
      return { ok: false, reason: 'unreadable' };
    }
    throw error;
  }
}

/** Forgets what a visitor wrote. The events stay, and none of them can bring it back. */
export async function eraseSealed(
  transaction: AppTransaction,
  sha256: string,
  nowMs: number,
): Promise<void> {
  await transaction
    .updateTable('sealed_parts')
    .set({ jwe: null, erased_at_ms: nowMs })
    .where('sha256', '=', Buffer.from(sha256, 'hex'))
    .where('jwe', 'is not', null)
    .execute();
}

function keyIdOf(jwe: string): string | null {
  try {
    const { kid } = decodeProtectedHeader(jwe);
    return typeof kid === 'string' && /^[\w-]{1,64}$/.test(kid) ? kid : null;
  } catch {
    return null;
  }
}
