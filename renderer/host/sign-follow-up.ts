import {
  type FollowUpClaim,
  keyIdOf,
  signedBytes,
  writeFollowUpToken,
} from '../../contract/follow-up-token.ts';

/** The token of a press's own page, signed by a key that never leaves the browser. */
export async function signFollowUp(
  claim: Omit<FollowUpClaim, 'keyId'>,
  { privateKey, publicKey }: CryptoKeyPair,
): Promise<string> {
  const { calculateJwkThumbprint } = await import('jose');
  const keyId = keyIdOf(await calculateJwkThumbprint(publicKey));
  const whole = { ...claim, keyId };
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    privateKey,
    signedBytes(whole),
  );
  return writeFollowUpToken(whole, new Uint8Array(signature));
}
