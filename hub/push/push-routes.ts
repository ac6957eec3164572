import { ECDH } from 'node:crypto';
import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import { PushReply, PushRequest } from '../../contract/protocol/channels.ts';
import { findAddressFault } from '../channels/destination-guard.ts';
import { inOrganization, type AppTransaction } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import { notFound } from '../http/error-replies.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';
import { requirePerson, type Person } from '../people/authenticate-person.ts';
import {
  deleteDevice,
  MAX_DEVICES,
  readDevices,
  saveDevice,
  type PushSubscription,
} from './push-devices.ts';
import { currentPushKey } from './push-keys.ts';

/** Devices on which whoever is signed in wants to be told; nobody sees those of others. */
export function pushRoutes(app: HubApp, hub: HubContext): void {
  app.get(
    '/v1/me/push',
    {
      schema: {
        summary: 'Devices that messages are pushed to, and the key that a browser subscribes with',
        tags: ['people'],
        security: PERSON_SECURITY,
        response: { 200: PushReply, ...problems(401, 403, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      reply.header('cache-control', 'no-store');
      return inOrganization(hub.database, person.organizationId, (transaction) =>
        readPush(transaction, person),
      );
    },
  );

  app.post(
    '/v1/me/push',
    {
      bodyLimit: 16_384,
      schema: {
        summary: 'Have messages pushed to this browser',
        description:
          'A subscription that is known already gets the new name; one of somebody else changes hands.',
        tags: ['people'],
        security: PERSON_SECURITY,
        body: PushRequest,
        response: { 200: PushReply, ...problems(400, 401, 403, 409, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      const { name, subscription } = request.body;
      requireUsable(subscription);
      reply.header('cache-control', 'no-store');
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        const making = { id: hub.newId(), keySafe: hub.keySafe, nowMs: hub.now() };
        // The key first: where it has to be made anew, devices of before go.
        await currentPushKey(transaction, { ...person, keySafe: hub.keySafe });
        const outcome = await saveDevice(transaction, person, { name, subscription }, making);
        if (outcome === 'too-many') {
          throw new ProblemError({
            type: 'too-many-devices',
            title: `Messages are pushed to ${MAX_DEVICES} devices already.`,
            status: 409,
            detail: 'Remove one that is not used any more.',
          });
        }
        return readPush(transaction, person);
      });
    },
  );

  app.delete(
    '/v1/me/push/:id',
    {
      schema: {
        summary: 'Push nothing to this device any more',
        tags: ['people'],
        security: PERSON_SECURITY,
        params: z.strictObject({ id: HubId }),
        response: { 200: PushReply, ...problems(400, 401, 403, 404, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      reply.header('cache-control', 'no-store');
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        if (!(await deleteDevice(transaction, person.userId, request.params.id))) {
          throw new ProblemError({ ...notFound(), title: 'There is no such device.' });
        }
        return readPush(transaction, person);
      });
    },
  );

  async function readPush(transaction: AppTransaction, person: Person): Promise<PushReply> {
    const { publicKey } = await currentPushKey(transaction, { ...person, keySafe: hub.keySafe });
    return { publicKey, devices: await readDevices(transaction, person.userId) };
  }

  function requireUsable({ endpoint, keys }: PushSubscription): void {
    const fault = findAddressFault(endpoint, hub.destinations);
    if (fault !== null) {
      throw refuse('/subscription/endpoint', fault);
    }
    if (!isPoint(keys.p256dh)) {
      throw refuse('/subscription/keys/p256dh', 'must be a point of P-256');
    }
  }
}

function refuse(path: string, message: string): ProblemError {
  return new ProblemError(invalidRequest([{ path, message }]));
}

/** Whether messages can be encrypted to it (RFC 8291, section 3.1). */
function isPoint(p256dh: string): boolean {
  try {
    ECDH.convertKey(p256dh, 'prime256v1', 'base64url');
    return Buffer.from(p256dh, 'base64url')[0] === 4;
  } catch {
    return false;
  }
}
