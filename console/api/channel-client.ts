import {
  ChannelReply,
  ChannelsReply,
  DeliveriesReply,
  DeliveryReply,
  PushReply,
  TestMessageReply,
  TestMessagesReply,
} from '../../contract/protocol/channels.ts';
import type {
  ChannelContent,
  ChannelKind,
  Delivery,
  DeliveryState,
  PushRequest,
} from '../../contract/protocol/channels.ts';
import type { HubLink } from './hub-link.ts';
import type { HubResult } from './hub-result.ts';

/** Which messages of the log are asked for; null: all. */
export type DeliveriesWanted = {
  alertId: string | null;
  channel: ChannelKind | null;
  state: DeliveryState | null;
};

export type ChannelClient = {
  channels: (signal: AbortSignal) => Promise<HubResult<ChannelsReply>>;
  createChannel: (channel: ChannelContent, url: string) => Promise<HubResult<ChannelReply>>;
  /** Without a url its address stays. */
  changeChannel: (
    channelId: string,
    channel: ChannelContent,
    url: string | null,
  ) => Promise<HubResult<ChannelReply>>;
  deleteChannel: (channelId: string) => Promise<HubResult<null>>;
  rotateSecret: (channelId: string) => Promise<HubResult<ChannelReply>>;
  testChannel: (channelId: string) => Promise<HubResult<DeliveryReply>>;
  deliveries: (
    wanted: DeliveriesWanted,
    before: string | null,
    signal: AbortSignal,
  ) => Promise<HubResult<DeliveriesReply>>;
  replay: (deliveryId: string) => Promise<HubResult<DeliveryReply>>;
  push: (signal: AbortSignal) => Promise<HubResult<PushReply>>;
  subscribePush: (request: PushRequest) => Promise<HubResult<PushReply>>;
  unsubscribePush: (deviceId: string) => Promise<HubResult<null>>;
  testMessage: (channel: 'push' | 'email') => Promise<HubResult<TestMessageReply>>;
  testMessages: (
    channel: 'push' | 'email',
    signal: AbortSignal,
  ) => Promise<HubResult<TestMessagesReply>>;
};

/** The deliveries that a reply tells of, whichever of the replies it is. */
export function deliveriesIn(
  reply: HubResult<{ delivery: Delivery } | { deliveries: readonly Delivery[] }>,
): HubResult<readonly Delivery[]> {
  if (!reply.ok) {
    return reply;
  }
  const { value } = reply;
  return { ok: true, value: 'delivery' in value ? [value.delivery] : value.deliveries };
}

const CHANNELS = '/v1/channels';
const DELIVERIES = '/v1/deliveries';
const TEST_MESSAGE = '/v1/me/test-message';

export function createChannelClient(link: HubLink): ChannelClient {
  return {
    channels: (signal) => link.get(ChannelsReply, CHANNELS, signal),
    createChannel: (channel, url) => link.send(ChannelReply, 'POST', CHANNELS, { channel, url }),
    changeChannel: (channelId, channel, url) =>
      link.send(ChannelReply, 'PUT', channelPath(channelId), { channel, url }),
    deleteChannel: (channelId) => link.remove(channelPath(channelId)),
    rotateSecret: (channelId) =>
      link.send(ChannelReply, 'POST', `${channelPath(channelId)}/rotate-secret`),
    testChannel: (channelId) => link.send(DeliveryReply, 'POST', `${channelPath(channelId)}/test`),
    deliveries({ alertId, channel, state }, before, signal) {
      const query = new URLSearchParams({
        ...(alertId === null ? {} : { alertId }),
        ...(channel === null ? {} : { channel }),
        ...(state === null ? {} : { state }),
        ...(before === null ? {} : { before }),
      });
      return link.get(
        DeliveriesReply,
        `${DELIVERIES}${query.size === 0 ? '' : `?${query}`}`,
        signal,
      );
    },
    replay: (deliveryId) =>
      link.send(DeliveryReply, 'POST', `${DELIVERIES}/${encodeURIComponent(deliveryId)}/replay`),
    push: (signal) => link.get(PushReply, '/v1/me/push', signal),
    subscribePush: (request) => link.send(PushReply, 'POST', '/v1/me/push', request),
    unsubscribePush: (deviceId) => link.remove(`/v1/me/push/${encodeURIComponent(deviceId)}`),
    testMessage: (channel) => link.send(TestMessageReply, 'POST', TEST_MESSAGE, { channel }),
    testMessages: (channel, signal) =>
      link.get(TestMessagesReply, `${TEST_MESSAGE}?channel=${channel}`, signal),
  };
}

function channelPath(channelId: string): string {
  return `${CHANNELS}/${encodeURIComponent(channelId)}`;
}
