import type { Rating } from './rating.ts';
import { readBase64Url, writeBase64Url } from './base64url.ts';
import { RATINGS } from './ratings.ts';

/**
 * The token of a press's own page, bound to the press and signed by its terminal, so that it works before the press has
 * arrived. 106 bytes, in base64url:
 *
 * | bytes | what |
 * | --- | --- |
 * | 1 | version: 1 |
 * | 16 | terminal id |
 * | 16 | press id |
 * | 1 | rating: 0 positive, 1 neutral, 2 negative |
 * | 8 | key id: the first bytes of the SHA-256 thumbprint (RFC 7638) of the terminal's public key |
 * | 64 | ES256 signature (r and s) of {@link signedBytes} |
 */
export type FollowUpClaim = {
  /** A UUID in lower case. */
  readonly terminalId: string;
  /** A UUID in lower case. */
  readonly pressId: string;
  readonly rating: Rating;
  /** 8 bytes. */
  readonly keyId: Uint8Array;
};

export type FollowUpToken = FollowUpClaim & { readonly signature: Uint8Array<ArrayBuffer> };

const VERSION = 1;
const CLAIM_BYTES = 42;
const KEY_ID_BYTES = 8;
const SIGNATURE_BYTES = 64;
/** So that no signature made for something else passes for one of these. */
const DOMAIN = Uint8Array.from('glimlach follow-up\n', (letter) => letter.codePointAt(0) ?? 0);

/**
 * Names a key within a token.
 *
 * @param thumbprint the SHA-256 thumbprint of the public key (RFC 7638), in base64url.
 */
export function keyIdOf(thumbprint: string): Uint8Array<ArrayBuffer> {
  return readBase64Url(thumbprint).slice(0, KEY_ID_BYTES);
}

/** What the terminal's key signs. */
export function signedBytes(claim: FollowUpClaim): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(DOMAIN.length + CLAIM_BYTES);
  bytes.set(DOMAIN);
  bytes.set(claimBytes(claim), DOMAIN.length);
  return bytes;
}

export function writeFollowUpToken(claim: FollowUpClaim, signature: Uint8Array): string {
  if (signature.length !== SIGNATURE_BYTES) {
    throw new RangeError(`An ES256 signature has 64 bytes, not ${signature.length}.`);
  }
  const bytes = new Uint8Array(CLAIM_BYTES + SIGNATURE_BYTES);
  bytes.set(claimBytes(claim));
  bytes.set(signature, CLAIM_BYTES);
  return writeBase64Url(bytes);
}

/** Null for anything that is not such a token; says nothing of its signature. */
export function readFollowUpToken(token: string): FollowUpToken | null {
  if (!/^[A-Za-z0-9_-]{142}$/.test(token)) {
    return null;
  }
  const bytes = readBase64Url(token);
  const rating = RATINGS[bytes[33] ?? 255];
  if (
    bytes[0] !== VERSION ||
    rating === undefined ||
    // The last letter has bits to spare: with others there than zeros it would be a second token of the same press.
    writeBase64Url(bytes) !== token
  ) {
    return null;
  }
  return {
    terminalId: uuidAt(bytes, 1),
    pressId: uuidAt(bytes, 17),
    rating,
    keyId: bytes.slice(34, CLAIM_BYTES),
    signature: bytes.slice(CLAIM_BYTES),
  };
}

function claimBytes({ terminalId, pressId, rating, keyId }: FollowUpClaim): Uint8Array {
  if (keyId.length !== KEY_ID_BYTES) {
    throw new RangeError(`A key id has 8 bytes, not ${keyId.length}.`);
  }
  const bytes = new Uint8Array(CLAIM_BYTES);
  bytes[0] = VERSION;
  bytes.set(uuidBytes(terminalId), 1);
  bytes.set(uuidBytes(pressId), 17);
  bytes[33] = RATINGS.indexOf(rating);
  bytes.set(keyId, 34);
  return bytes;
}

function uuidBytes(uuid: string): Uint8Array {
  const digits = uuid.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

function uuidAt(bytes: Uint8Array, offset: number): string {
  const digits = Array.from(bytes.subarray(offset, offset + 16), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
}
