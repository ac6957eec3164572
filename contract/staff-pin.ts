import { z } from 'zod';

/** What a terminal knows of the PIN of its staff menu: PBKDF2-HMAC-SHA-256 (RFC 8018) of its digits. */
export const StaffPin = z.strictObject({
  /** Base64url. */
  salt: z.base64url().min(16).max(64),
  /** OWASP asks for 600,000 (2023). */
  iterations: z.int().min(600_000).max(5_000_000),
  /** 32 bytes, base64url. */
  hash: z.base64url().length(43),
});
export type StaffPin = z.infer<typeof StaffPin>;

/** The digits somebody types. */
export const PinDigits = z.string().regex(/^\d{4,12}$/, 'must be 4 to 12 digits');
