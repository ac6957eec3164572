import { createHmac, hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import { PrivateKeyJwk } from '../../contract/provisioning.ts';

/** What a wrapped secret is bound to: it opens as this one of this organization only. */
export type KeyPlace = {
  readonly organizationId: string;
  /** Of a key its id; of another secret what it is and whose, such as `channel ID url`. */
  readonly kid: string;
};

/**
 * Wraps private keys and other secrets under the hub's own: a compact JWE (RFC 7516), `dir` with `A256GCM`, whose
 * protected header names the secret and its organization.
 */
export type KeySafe = {
  /** Names the hub's secret without telling it; the same for every hub that has it. */
  readonly secretId: string;
  wrap(key: PrivateKeyJwk, place: KeyPlace): Promise<string>;
  /** Null when it was wrapped under another secret, for another place, or is damaged. */
  unwrap(wrapped: string, place: KeyPlace): Promise<PrivateKeyJwk | null>;
  wrapText(text: string, place: KeyPlace): Promise<string>;
  /** Null as for `unwrap`. */
  unwrapText(wrapped: string, place: KeyPlace): Promise<string | null>;
};

const KEY_BYTES = 32;
const SECRET_ID_LENGTH = 22;

/** @param secret long and random; a key for this one purpose is derived from it (HKDF, RFC 5869). */
export function createKeySafe(secret: string): KeySafe {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'glimlach sealing keys', KEY_BYTES));

  async function wrapText(text: string, { organizationId, kid }: KeyPlace): Promise<string> {
    return new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, organization: organizationId })
      .encrypt(key);
  }

  async function unwrapText(
    wrapped: string,
    { organizationId, kid }: KeyPlace,
  ): Promise<string | null> {
    try {
      const { plaintext, protectedHeader } = await compactDecrypt(wrapped, key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      const isHere =
        protectedHeader.kid === kid && protectedHeader['organization'] === organizationId;
      return isHere ? new TextDecoder().decode(plaintext) : null;
    } catch (error) {
      if (error instanceof errors.JOSEError) {
        return null;
      }
      throw error;
    }
  }

  return {
    secretId: createHmac('sha256', secret)
      .update('glimlach secret id')
      .digest('base64url')
      .slice(0, SECRET_ID_LENGTH),
    wrap: (privateKey, place) => wrapText(JSON.stringify(privateKey), place),
    async unwrap(wrapped, place) {
      const text = await unwrapText(wrapped, place);
      return text === null ? null : PrivateKeyJwk.parse(JSON.parse(text));
    },
    wrapText,
    unwrapText,
  };
}
