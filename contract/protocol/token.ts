import { z } from 'zod';

/**
 * `POST /oauth/token`, `application/x-www-form-urlencoded`: client credentials (RFC 6749, section 4.4) with a
 * `private_key_jwt` assertion (RFC 7523, section 2.2). The assertion is ES256 with `iss` and `sub` = terminal id,
 * `aud` = the hub's issuer, a `jti` used once, and at most {@link MAX_ASSERTION_SECONDS} between `iat` and `exp`.
 */
export const TokenRequest = z.object({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: z.string().min(1).max(4_096),
});
export type TokenRequest = z.infer<typeof TokenRequest>;

export const MAX_ASSERTION_SECONDS = 120;

export const TokenReply = z.object({
  access_token: z.string().min(1),
  token_type: z.literal('Bearer'),
  /** Seconds from now. */
  expires_in: z.int().min(1),
});
export type TokenReply = z.infer<typeof TokenReply>;

/** RFC 6749, section 5.2. */
export const TokenError = z.object({
  error: z.enum(['invalid_request', 'invalid_client', 'unsupported_grant_type']),
  error_description: z.string(),
});
export type TokenError = z.infer<typeof TokenError>;

/** `GET /.well-known/oauth-authorization-server` (RFC 8414), as far as a terminal reads it. */
export const AuthorizationServerMetadata = z.object({ issuer: z.url() });
export type AuthorizationServerMetadata = z.infer<typeof AuthorizationServerMetadata>;
