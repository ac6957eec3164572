import { createHash } from 'node:crypto';
import { CompactEncrypt, importJWK } from 'jose';
import type { SealedContent, SealingKey } from '../../contract/sealing.ts';

export type Sealed = { readonly jwe: string; readonly sha256: string };

/** Seals as a terminal does. */
export async function seal({ kid, key }: SealingKey, content: SealedContent): Promise<Sealed> {
  const jwe = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid })
    .encrypt(await importJWK(key, 'ECDH-ES'));
  return { jwe, sha256: sha256Of(jwe) };
}

export function sha256Of(jwe: string): string {
  return createHash('sha256').update(jwe).digest('hex');
}
