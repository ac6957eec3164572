import { decodeJwt, errors, importJWK, jwtVerify, type JWTPayload } from 'jose';
import { HubId } from '../../contract/identifiers.ts';
import type { PublicKeyJwk } from '../../contract/protocol/enrolment.ts';
import { MAX_ASSERTION_SECONDS } from '../../contract/protocol/token.ts';

/** How far a terminal's idea of hub time may be off, in seconds. */
export const CLOCK_TOLERANCE_SECONDS = 30;

export type VerifiedAssertion = {
  /** Must not have been seen before. */
  readonly jti: string;
  /** Until when a replay would still be valid. */
  readonly expiresAtMs: number;
};

export type AssertionCheck =
  | { readonly ok: true; readonly assertion: VerifiedAssertion }
  | { readonly ok: false; readonly detail: string };

/** Who an assertion claims to be from, before anything is believed; null when it is none. */
export function claimedTerminal(assertion: string): string | null {
  let claims: JWTPayload;
  try {
    claims = decodeJwt(assertion);
  } catch {
    return null;
  }
  const id = HubId.safeParse(claims.sub);
  return id.success ? id.data : null;
}

/** RFC 7523, section 3, narrowed: ES256, one audience, and at most {@link MAX_ASSERTION_SECONDS} of life. */
export async function verifyAssertion(
  assertion: string,
  expected: { terminalId: string; issuer: string; publicKey: PublicKeyJwk; nowMs: number },
): Promise<AssertionCheck> {
  const key = await importJWK(expected.publicKey, 'ES256');
  let claims: JWTPayload;
  try {
    const verified = await jwtVerify(assertion, key, {
      algorithms: ['ES256'],
      issuer: expected.terminalId,
      subject: expected.terminalId,
      audience: expected.issuer,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(expected.nowMs),
      requiredClaims: ['exp', 'iat', 'jti'],
      maxTokenAge: MAX_ASSERTION_SECONDS,
    });
    claims = verified.payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) {
      return { ok: false, detail: describe(error) };
    }
    throw error;
  }
  const { exp, iat, jti } = claims;
  if (exp === undefined || iat === undefined || typeof jti !== 'string' || jti === '') {
    return { ok: false, detail: 'The assertion lacks exp, iat or jti.' };
  }
  if (exp - iat > MAX_ASSERTION_SECONDS || exp < iat) {
    return {
      ok: false,
      detail: `The assertion must live at most ${MAX_ASSERTION_SECONDS} seconds.`,
    };
  }
  return { ok: true, assertion: { jti, expiresAtMs: (exp + CLOCK_TOLERANCE_SECONDS) * 1_000 } };
}

function describe(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) {
    return 'The assertion has expired; is the terminal using hub time?';
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `The claim "${error.claim}" does not have the value it must have.`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'The signature was not made with the key this terminal enrolled.';
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return 'The assertion must be signed with ES256.';
  }
  return 'The assertion cannot be read.';
}
