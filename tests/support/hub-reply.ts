import type { HubRequest } from '../../renderer/sync/hub-client.ts';
import type { HubResult } from '../../renderer/sync/hub-result.ts';

/** A hub's reply as the client would hand it on. Throws when it does not fit, which is a mistake in the test. */
export function hubReply<Value>(
  { path, reply }: HubRequest<Value>,
  json: unknown,
  etag: string | null = null,
): HubResult<Value> {
  const read = reply.safeParse(json);
  if (!read.success) {
    throw new TypeError(`A test's reply to ${path} does not fit.`);
  }
  return { kind: 'ok', value: read.data, etag };
}
