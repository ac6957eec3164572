import { createHmac, hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import { PrivateKeyJwk } from '../../contract/provisioning.ts';

/** What a wrapped key is bound to: it opens as this key of this organization only. */
export type KeyPlace = { readonly organizationId: string; readonly kid: string };

/**
 * Wraps private keys under the hub's secret: a compact JWE (RFC 7516), `dir` with `A256GCM`, whose protected header
 * names the key and its organization.
 */
export type KeySafe = {
  /** Names the secret without telling it; the same for every hub that has it. */
  readonly secretId: string;
  wrap(key: PrivateKeyJwk, place: KeyPlace): Promise<string>;
  /** Null when it was wrapped under another secret, for another place, or is damaged. */
  unwrap(wrapped: string, place: KeyPlace): Promise<PrivateKeyJwk | null>;
};

const KEY_BYTES = 32;
const SECRET_ID_LENGTH = 22;

/** @param secret long and random; a key for this one purpose is derived from it (HKDF, RFC 5869). */
export function createKeySafe(secret: string): KeySafe {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'glimlach sealing keys', KEY_BYTES));
  return {
    secretId: createHmac('sha256', secret)
      .update('glimlach secret id')
      .digest('base64url')
      .slice(0, SECRET_ID_LENGTH),
    async wrap(privateKey, { organizationId, kid }) {
      return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(privateKey)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, organization: organizationId })
        .encrypt(key);
    },
    async unwrap(wrapped, { organizationId, kid }) {
      try {
        const { plaintext, protectedHeader } = await compactDecrypt(wrapped, key, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        const isHere =
          protectedHeader.kid === kid && protectedHeader['organization'] === organizationId;
        return isHere ? PrivateKeyJwk.parse(JSON.parse(new TextDecoder().decode(plaintext))) : null;
      } catch (error) {
        if (error instanceof errors.JOSEError) {
          return null;
        }
        throw error;
      }
    },
  };
}
