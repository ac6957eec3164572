import type { SealedContent, SealingKey } from '../../contract/sealing.ts';
import { sha256 } from './sha256.ts';

/** What a visitor wrote, for the hub's eyes only: a compact JWE, and the SHA-256 in hexadecimal by which it is named. */
export type Sealed = { readonly jwe: string; readonly sha256: string };

/**
 * Seals to the hub's public key: `ECDH-ES` with `A256GCM` (RFC 7518), the key named in the header. Whoever sealed it
 * cannot open it again.
 *
 * @throws when the content does not fit its schema, or the key is none; the message holds nothing of the content.
 */
export async function sealContent(content: SealedContent, key: SealingKey): Promise<Sealed> {
  // Nothing of this before somebody has written something.
  const [{ CompactEncrypt, importJWK }, schemas] = await Promise.all([
    import('jose'),
    import('../../contract/sealing.ts'),
  ]);
  const checked = schemas.SealedContent.safeParse(content);
  if (!checked.success) {
    throw new RangeError('What a visitor wrote does not fit, so it cannot be sealed.');
  }
  const plaintext = new TextEncoder().encode(JSON.stringify(checked.data));
  const jwe = await new CompactEncrypt(plaintext)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid })
    .encrypt(await importJWK(key.key, 'ECDH-ES'));
  if (jwe.length > schemas.MAX_SEALED_LENGTH) {
    throw new RangeError(
      `What a visitor wrote takes ${jwe.length} characters sealed, more than ${schemas.MAX_SEALED_LENGTH}.`,
    );
  }
  return { jwe, sha256: await sha256(jwe) };
}
