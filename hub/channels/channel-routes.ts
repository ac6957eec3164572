import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import {
  ChannelChange,
  ChannelReply,
  ChannelRequest,
  ChannelsReply,
  DeliveryReply,
  type Channel,
  type ChannelContent,
} from '../../contract/protocol/channels.ts';
import { MAY_SET_ALERTS, MAY_SET_CHANNELS } from '../../contract/protocol/me.ts';
import type { AppTransaction } from '../database/database.ts';
import { addDelivery } from '../deliveries/add-delivery.ts';
import { readDelivery } from '../deliveries/read-deliveries.ts';
import type { HubContext } from '../hub-context.ts';
import { createAskingLimit } from '../http/asking-limit.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import { notFound } from '../http/error-replies.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';
import { requirePerson, requireRole } from '../people/authenticate-person.ts';
import { inScope } from '../people/in-scope.ts';
import { EVERYWHERE, isWithin, type Scope } from '../people/scope.ts';
import { requireLocation } from '../places/require-location.ts';
import { holdAlertSettings } from '../rules/hold-alert-settings.ts';
import { policiesNaming } from '../rules/save-policy.ts';
import {
  addChannel,
  changeChannel,
  deleteChannel,
  readChannel,
  readChannels,
  rotateSecret,
  type ChannelKeeping,
} from './channel-store.ts';
import { findAddressFault } from './destination-guard.ts';

/** Who picks channels in policies sees which there are. */
const MAY_SEE_CHANNELS = [...new Set([...MAY_SET_CHANNELS, ...MAY_SET_ALERTS])];

/** Of an organization. */
const MAX_CHANNELS = 100;

const IdParams = z.strictObject({ id: HubId });

/** Slack, Teams and webhooks: where messages go that nobody's account stands for. */
export function channelRoutes(app: HubApp, hub: HubContext): void {
  const tests = createAskingLimit('test messages', { times: 100, windowMs: 600_000 });

  app.get(
    '/v1/channels',
    {
      schema: {
        summary: 'Slack, Teams and webhooks',
        description: 'Of their addresses only the origins.',
        tags: ['channels'],
        security: PERSON_SECURITY,
        response: { 200: ChannelsReply, ...problems(401, 403, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SEE_CHANNELS);
      reply.header('cache-control', 'no-store');
      return inScope(hub, person, MAY_SEE_CHANNELS, async (transaction, scope) => ({
        channels: await readChannels(transaction, scope),
      }));
    },
  );

  app.post(
    '/v1/channels',
    {
      schema: {
        summary: 'Set up a channel',
        description: 'Of a webhook the reply tells the secret its messages are signed with.',
        tags: ['channels'],
        security: PERSON_SECURITY,
        body: ChannelRequest,
        response: { 200: ChannelReply, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_CHANNELS);
      const { channel: content, url } = request.body;
      requireUsable(url);
      reply.header('cache-control', 'no-store');
      return inScope(hub, person, MAY_SET_CHANNELS, async (transaction, scope) => {
        await requirePlace(transaction, scope, content);
        await holdAlertSettings(transaction, person.organizationId);
        await requireRoom(transaction);
        return addChannel(transaction, keeping(person.organizationId), hub.newId(), content, url);
      });
    },
  );

  app.put(
    '/v1/channels/:id',
    {
      schema: {
        summary: 'Change a channel',
        description:
          'Without an address it keeps the one it has. One that was gone is tried again.',
        tags: ['channels'],
        security: PERSON_SECURITY,
        params: IdParams,
        body: ChannelChange,
        response: { 200: ChannelReply, ...problems(400, 401, 403, 404, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_CHANNELS);
      const { channel: content, url } = request.body;
      if (url !== null) {
        requireUsable(url);
      }
      return inScope(hub, person, MAY_SET_CHANNELS, async (transaction, scope) => {
        const { id, kind } = await requireChannel(transaction, scope, request.params.id);
        if (content.kind !== kind) {
          throw new ProblemError(
            invalidRequest([{ path: '/channel/kind', message: `must stay ${kind}` }]),
          );
        }
        await requirePlace(transaction, scope, content);
        const kept = keeping(person.organizationId);
        return { channel: await changeChannel(transaction, kept, id, content, url), secret: null };
      });
    },
  );

  app.delete(
    '/v1/channels/:id',
    {
      schema: {
        summary: 'Delete a channel; the log of what it was sent stays',
        description: '409 while a policy names it; it can be turned off all the same.',
        tags: ['channels'],
        security: PERSON_SECURITY,
        params: IdParams,
        response: { 200: ChannelReply, ...problems(400, 401, 403, 404, 409, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_CHANNELS);
      return inScope(hub, person, MAY_SET_CHANNELS, async (transaction, scope) => {
        const channel = await requireChannel(transaction, scope, request.params.id);
        await holdAlertSettings(transaction, person.organizationId);
        await requireUnused(transaction, channel.id);
        await deleteChannel(transaction, channel.id, hub.now());
        return { channel, secret: null };
      });
    },
  );

  app.post(
    '/v1/channels/:id/rotate-secret',
    {
      bodyLimit: 4_096,
      schema: {
        summary: 'Give a webhook a new secret',
        description: 'For 24 hours its messages are signed with the one before as well.',
        tags: ['channels'],
        security: PERSON_SECURITY,
        params: IdParams,
        response: { 200: ChannelReply, ...problems(400, 401, 403, 404, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_CHANNELS);
      reply.header('cache-control', 'no-store');
      return inScope(hub, person, MAY_SET_CHANNELS, async (transaction, scope) => {
        const { id, kind } = await requireChannel(transaction, scope, request.params.id);
        if (kind !== 'webhook') {
          throw new ProblemError({ ...notFound(), title: 'There is no such webhook.' });
        }
        return rotateSecret(transaction, keeping(person.organizationId), id);
      });
    },
  );

  app.post(
    '/v1/channels/:id/test',
    {
      bodyLimit: 4_096,
      schema: {
        summary: 'Send a test message',
        description: 'It is on its way with the reply; `/v1/deliveries` tells how it fares.',
        tags: ['channels'],
        security: PERSON_SECURITY,
        params: IdParams,
        response: { 200: DeliveryReply, ...problems(400, 401, 403, 404, 413, 415, 429, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_CHANNELS);
      tests.count([person.userId], hub.now());
      return inScope(hub, person, MAY_SET_CHANNELS, async (transaction, scope) => {
        const channel = await requireChannel(transaction, scope, request.params.id);
        const id = hub.newId();
        await addDelivery(transaction, hub.jobs, {
          id,
          organizationId: person.organizationId,
          alertId: null,
          locationId: channel.locationId,
          reason: 'test',
          level: 0,
          channel: channel.kind,
          targetId: channel.id,
          userId: null,
          toName: channel.name,
          createdAtMs: hub.now(),
        });
        const delivery = await readDelivery(transaction, scope, id);
        if (delivery === null) {
          throw new Error('A delivery of a channel is in the scope that the channel is in.');
        }
        return { delivery };
      });
    },
  );

  function keeping(organizationId: string): ChannelKeeping {
    return { organizationId, keySafe: hub.keySafe, nowMs: hub.now() };
  }

  function requireUsable(url: string): void {
    const fault = findAddressFault(url, hub.destinations);
    if (fault !== null) {
      throw new ProblemError(invalidRequest([{ path: '/url', message: fault }]));
    }
  }
}

async function requireRoom(transaction: AppTransaction): Promise<void> {
  if ((await readChannels(transaction, EVERYWHERE)).length >= MAX_CHANNELS) {
    throw new ProblemError({
      type: 'too-many-channels',
      title: `The organization has ${MAX_CHANNELS} channels already.`,
      status: 409,
      detail: 'Delete one that is not used any more.',
    });
  }
}

/** Who is told by a policy would be told no more. */
async function requireUnused(transaction: AppTransaction, channelId: string): Promise<void> {
  const policies = await policiesNaming(transaction, channelId);
  if (policies.length > 0) {
    throw new ProblemError({
      type: 'channel-in-use',
      title: 'There are policies that tell this channel.',
      status: 409,
      detail: `Take it out of these first, or turn it off: ${policies.join(', ')}.`,
    });
  }
}

async function requireChannel(
  transaction: AppTransaction,
  scope: Scope,
  channelId: string,
): Promise<Channel> {
  const channel = await readChannel(transaction, scope, channelId);
  if (channel === null) {
    throw new ProblemError({ ...notFound(), title: 'There is no such channel.' });
  }
  return channel;
}

/** What is for everywhere is for those to set who may everywhere. */
async function requirePlace(
  transaction: AppTransaction,
  scope: Scope,
  { locationId }: ChannelContent,
): Promise<void> {
  if (locationId !== null) {
    await requireLocation(transaction, scope, locationId);
  } else if (!isWithin(scope, null)) {
    throw new ProblemError(
      invalidRequest([{ path: '/channel/locationId', message: 'must name a location of yours' }]),
    );
  }
}
