import { createPublicKey, verify } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { signedBytes, type FollowUpToken } from '../../contract/follow-up-token.ts';
import type { PublicKeyJwk } from '../../contract/protocol/enrolment.ts';

/** Whether this terminal's key made the token: it is the key that is named, and signed exactly this. */
export async function isSignedBy(token: FollowUpToken, publicKey: PublicKeyJwk): Promise<boolean> {
  const thumbprint = await calculateJwkThumbprint(publicKey, 'sha256');
  const keyId = Buffer.from(thumbprint, 'base64url').subarray(0, token.keyId.length);
  return (
    keyId.equals(token.keyId) &&
    verify(
      'sha256',
      signedBytes(token),
      { key: createPublicKey({ key: publicKey, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      token.signature,
    )
  );
}
