import { createECDH, randomBytes, randomUUID, type ECDH } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import ece from 'http_ece';
import { importJWK, jwtVerify } from 'jose';
import type { PushMessage } from '../../hub/channels/web-push.ts';
import type { PushRequest } from '../../contract/protocol/channels.ts';

/** A message as a browser decrypts it, and what the push service was asked to do with it. */
export type Pushed = {
  readonly message: PushMessage;
  readonly ttlSeconds: number;
  readonly urgency: string | undefined;
  readonly topic: string | undefined;
  /** Who signed it says how to be reached. */
  readonly contact: string | undefined;
};

/** A browser that subscribed. */
export type TestDevice = {
  readonly subscription: PushRequest['subscription'];
  /** What was accepted for it, in order. */
  readonly pushed: readonly Pushed[];
  /** Resolves once so many were accepted in all; with the last of those. */
  until(count: number): Promise<Pushed>;
  /** What is answered from now on; null: messages are taken. */
  answer(status: number | null, headers?: Readonly<Record<string, string>>): void;
};

export type PushService = {
  /** How often anything was asked of it. */
  readonly requests: () => number;
  /** @param publicKey VAPID, base64url: the service takes messages only of who holds its private part. */
  subscribe(publicKey: string): TestDevice;
  stop(): Promise<void>;
};

type Device = TestDevice & {
  readonly publicKey: string;
  readonly secret: { readonly key: ECDH; readonly auth: string };
  refusal: { readonly status: number; readonly headers: Readonly<Record<string, string>> } | null;
  readonly pushed: Pushed[];
  readonly waiting: Set<() => void>;
};

/** A push service on loopback as RFC 8030, 8291 and 8292 say it: it checks the signature, and decrypts as browsers do. */
export async function startPushService(): Promise<PushService> {
  const devices = new Map<string, Device>();
  let requests = 0;
  let origin = '';

  async function judge(
    request: IncomingMessage,
  ): Promise<{ status: number; headers?: Readonly<Record<string, string>> }> {
    const device = devices.get(request.url ?? '');
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    requests += 1;
    if (device === undefined) {
      return { status: 404 };
    }
    if (device.refusal !== null) {
      return device.refusal;
    }
    const body = Buffer.concat(chunks);
    const { headers } = request;
    if (body.length > 4_096) {
      return { status: 413 };
    }
    const ttl = headers['ttl'];
    const topic = headerOf(headers, 'topic');
    const isWellFormed =
      request.method === 'POST' &&
      headers['content-encoding'] === 'aes128gcm' &&
      typeof ttl === 'string' &&
      /^\d+$/.test(ttl) &&
      (topic === undefined || /^[A-Za-z0-9_-]{1,32}$/.test(topic));
    if (!isWellFormed) {
      return { status: 400 };
    }
    const signed = await readSignature(headers.authorization, device.publicKey, origin);
    if (signed === null) {
      return { status: 403 };
    }
    const plain = ece.decrypt(body, {
      version: 'aes128gcm',
      privateKey: device.secret.key,
      authSecret: device.secret.auth,
    });
    device.pushed.push({
      message: JSON.parse(plain.toString()) as PushMessage,
      ttlSeconds: Number(ttl),
      urgency: headerOf(headers, 'urgency'),
      topic,
      contact: signed.contact,
    });
    for (const look of device.waiting) {
      look();
    }
    return { status: 201, headers: { location: `${origin}/message/${randomUUID()}` } };
  }

  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const { status, headers } = await judge(request);
      response.writeHead(status, headers);
      response.end();
    };
    void answer();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    requests: () => requests,
    subscribe(publicKey) {
      const path = `/push/${randomUUID()}`;
      const key = createECDH('prime256v1');
      const auth = randomBytes(16).toString('base64url');
      const p256dh = key.generateKeys('base64url');
      const waiting = new Set<() => void>();
      const pushed: Pushed[] = [];
      const device: Device = {
        publicKey,
        secret: { key, auth },
        refusal: null,
        pushed,
        waiting,
        subscription: { endpoint: `${origin}${path}`, keys: { p256dh, auth } },
        async until(count) {
          const { promise, resolve } = Promise.withResolvers<undefined>();
          const look = (): void => {
            if (pushed.length >= count) {
              resolve(undefined);
            }
          };
          waiting.add(look);
          look();
          await promise;
          waiting.delete(look);
          return pushed[count - 1] as Pushed;
        },
        answer(status, headers = {}) {
          device.refusal = status === null ? null : { status, headers };
        },
      };
      devices.set(path, device);
      return device;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** RFC 8292: a token for this service, signed with the key that the browser subscribed with, for a day at most. */
async function readSignature(
  authorization: string | undefined,
  publicKey: string,
  audience: string,
): Promise<{ readonly contact: string | undefined } | null> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=([\w-]+)$/.exec(authorization ?? '') ?? [];
  if (key !== publicKey) {
    return null;
  }
  const point = Buffer.from(publicKey, 'base64url');
  try {
    const { payload } = await jwtVerify(
      token,
      await importJWK({
        alg: 'ES256',
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      }),
      { audience, algorithms: ['ES256'], requiredClaims: ['exp'] },
    );
    const isShort = (payload.exp ?? Infinity) <= Date.now() / 1_000 + 24 * 60 * 60;
    return isShort ? { contact: payload.sub } : null;
  } catch {
    return null;
  }
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
