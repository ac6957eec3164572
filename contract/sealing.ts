import { z } from 'zod';
import { PublicKeyJwk } from './protocol/enrolment.ts';

/**
 * The hub's public key for what visitors write: a compact JWE (RFC 7516), `ECDH-ES` with `A256GCM` on P-256. Only the
 * hub opens it.
 */
export const SealingKey = z.strictObject({ kid: z.string().min(1).max(64), key: PublicKeyJwk });
export type SealingKey = z.infer<typeof SealingKey>;

/** What is inside: a visitor's own words, or how to reach one who agreed to it. */
export const SealedContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().min(1).max(500) }),
  z.strictObject({
    kind: z.literal('contact'),
    name: z.string().max(100),
    phone: z.string().max(40),
    email: z.string().max(200),
    /** The very words that were agreed to. */
    consent: z.string().min(1).max(500),
  }),
]);
export type SealedContent = z.infer<typeof SealedContent>;

/** Longest JWE, in characters: enough for every content above. */
export const MAX_SEALED_LENGTH = 5_000;
