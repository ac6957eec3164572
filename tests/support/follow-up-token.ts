import { calculateJwkThumbprint } from 'jose';
import { signedBytes, writeFollowUpToken } from '../../contract/follow-up-token.ts';
import type { Rating } from '../../contract/rating.ts';
import type { TestTerminal } from './test-terminal.ts';

/** The token of a press, as its terminal makes it; `change` lets a terminal say what is not so. */
export async function followUpToken(
  terminal: TestTerminal,
  press: { readonly id: string },
  rating: Rating,
  change: { terminalId?: string } = {},
): Promise<string> {
  const thumbprint = await calculateJwkThumbprint(terminal.publicKey, 'sha256');
  const claim = {
    terminalId: change.terminalId ?? terminal.terminalId,
    pressId: press.id,
    rating,
    keyId: new Uint8Array(Buffer.from(thumbprint, 'base64url').subarray(0, 8)),
  };
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    terminal.privateKey,
    signedBytes(claim),
  );
  return writeFollowUpToken(claim, new Uint8Array(signature));
}
