import type { KeyPlace } from '../sealing/key-safe.ts';

/** What a channel's address, or what its messages are signed with, is bound to when it is wrapped. */
export function channelPlace(
  organizationId: string,
  channelId: string,
  what: 'url' | 'secret',
): KeyPlace {
  return { organizationId, kid: `channel ${channelId} ${what}` };
}
