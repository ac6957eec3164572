import { createHash } from 'node:crypto';
import { CompactEncrypt, importJWK } from 'jose';
import type { SealedContent, SealingKey } from '../../contract/sealing.ts';

export type Sealed = { readonly jwe: string; readonly sha256: Buffer };

/** Seals as a terminal does, so that what came by phone is read and erased in the same way. */
export async function sealContent(
  content: SealedContent,
  { kid, key }: SealingKey,
): Promise<Sealed> {
  const jwe = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid })
    .encrypt(await importJWK(key, 'ECDH-ES'));
  return { jwe, sha256: createHash('sha256').update(jwe).digest() };
}
