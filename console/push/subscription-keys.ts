import { z } from 'zod';

/** What `PushSubscription.toJSON` gives (Push API, section 8). */
const Given = z.object({
  endpoint: z.string(),
  keys: z.object({ p256dh: z.string(), auth: z.string() }),
});

/** The part of a subscription that the hub writes to it by. */
export function subscriptionOf(
  subscription: Pick<PushSubscription, 'toJSON'>,
): z.infer<typeof Given> {
  return Given.parse(subscription.toJSON());
}

export function base64Url(bytes: ArrayBuffer): string {
  return btoa(String.fromCodePoint(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
