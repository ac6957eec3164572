import { z } from 'zod';

/**
 * Loopback, the private ranges of RFC 1918 and RFC 4193, and the link-local ones of RFC 3927 and RFC 4291; as `URL` writes
 * a host. A name may lead anywhere.
 */
const INSIDE = new RegExp(
  [
    'localhost',
    String.raw`127(\.\d{1,3}){3}`,
    String.raw`10(\.\d{1,3}){3}`,
    String.raw`172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}`,
    String.raw`192\.168(\.\d{1,3}){2}`,
    String.raw`169\.254(\.\d{1,3}){2}`,
    String.raw`\[::1\]`,
    String.raw`\[(f[cd][\da-f]{2}|fe[89ab][\da-f]):[\da-f:]+\]`,
  ]
    .map((host) => `^${host}$`)
    .join('|'),
);

const WebhookUrl = z
  .union([z.url({ protocol: /^https$/ }), z.url({ protocol: /^http$/, hostname: INSIDE })], {
    error:
      'must be a URL with https://, or with http:// and a private or loopback address, written as numbers or localhost',
  })
  .check(
    z.maxLength(500),
    z.regex(
      /^https?:\/\/[^/?#@\\]+([/?][^#\\]*)?$/,
      'must not hold a user name, a password, a fragment or a backslash',
    ),
  );

/** As the Standard Webhooks specification writes it: 24 to 64 bytes in base64. */
const WebhookSecret = z
  .string()
  .regex(
    /^whsec_(?=[A-Za-z0-9+/]{32,86}={0,2}$)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    'must be "whsec_" and 24 to 64 random bytes in base64',
  );

/** What a terminal does inside its store about a live red press that the hub has not taken. */
export const InStoreAlert = z.strictObject({
  /** From the press, in milliseconds. */
  afterMs: z.int().min(1_000).max(60_000).default(5_000),
  /** Where the store's own system is told, beside lamp and buzzer; null: nowhere. Electron terminals only. */
  webhook: z.strictObject({ url: WebhookUrl, secret: WebhookSecret }).nullable().default(null),
});
export type InStoreAlert = z.infer<typeof InStoreAlert>;
export type LanWebhook = NonNullable<InStoreAlert['webhook']>;
