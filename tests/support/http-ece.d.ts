declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';

  /** Encrypted content-encoding for HTTP (RFC 8188) with the keys of web push (RFC 8291). */
  export function decrypt(
    body: Buffer,
    how: {
      readonly version: 'aes128gcm';
      readonly privateKey: ECDH;
      /** Base64url. */
      readonly authSecret: string;
    },
  ): Buffer;
}
