import {
  ChannelReply,
  DeliveriesReply,
  DeliveryReply,
  type ChannelContent,
  type Delivery,
  type DeliveryState,
} from '../../contract/protocol/channels.ts';
import { until } from '../faults/until.ts';
import type { TestPerson } from './test-person.ts';

export function makeChannelContent(content: Partial<ChannelContent> = {}): ChannelContent {
  return {
    kind: 'webhook',
    name: 'Tickets',
    locationId: null,
    language: 'en',
    enabled: true,
    perMinute: 600,
    ...content,
  };
}

/** Sets up a channel as the console does. */
export async function addTestChannel(
  person: TestPerson,
  url: string,
  content: Partial<ChannelContent> = {},
): Promise<ChannelReply> {
  const reply = await person.send('POST', '/v1/channels', {
    channel: makeChannelContent(content),
    url,
  });
  return ChannelReply.parse(await reply.json());
}

/** Presses the test button. */
export async function testChannel(person: TestPerson, channelId: string): Promise<Delivery> {
  const reply = await person.send('POST', `/v1/channels/${channelId}/test`);
  return DeliveryReply.parse(await reply.json()).delivery;
}

export async function readLog(person: TestPerson, query = ''): Promise<readonly Delivery[]> {
  const reply = await person.fetch(`/v1/deliveries${query}`);
  return DeliveriesReply.parse(await reply.json()).deliveries;
}

/** Asks the log, as the console does, until this message is so. */
export function untilDelivery(
  person: TestPerson,
  deliveryId: string,
  isSo: (delivery: Delivery) => boolean,
): Promise<Delivery> {
  return until('a message is as it should be', 25_000, async () => {
    const found = (await readLog(person)).find(({ id }) => id === deliveryId);
    return found !== undefined && isSo(found) ? found : null;
  });
}

export const isIn =
  (...states: DeliveryState[]) =>
  ({ state }: Delivery): boolean =>
    states.includes(state);
