import { z } from 'zod';
import { HubId } from '../identifiers.ts';
import { WallMs } from '../instant.ts';

const Coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url');

/** Public half of a terminal's ES256 key (RFC 7518, section 6.2.1); a private member is refused. */
export const PublicKeyJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: Coordinate,
  y: Coordinate,
});
export type PublicKeyJwk = z.infer<typeof PublicKeyJwk>;

/** `POST /v1/enrolments`: registers a public key. The same key enrols to the same terminal, however often. */
export const EnrolmentRequest = z.strictObject({
  enrolmentKey: z.string().min(8).max(200),
  publicKey: PublicKeyJwk,
  shell: z.enum(['electron', 'browser']),
  appVersion: z.string().min(1).max(40),
});
export type EnrolmentRequest = z.infer<typeof EnrolmentRequest>;

export const EnrolmentReply = z.strictObject({
  terminalId: HubId,
  organizationId: HubId,
  /** Audience of the terminal's token assertions. */
  issuer: z.url(),
  hubTimeMs: WallMs,
});
export type EnrolmentReply = z.infer<typeof EnrolmentReply>;
