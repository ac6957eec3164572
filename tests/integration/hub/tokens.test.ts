import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { EnrolmentReply } from '../../../contract/protocol/enrolment.ts';
import { HUB_TIME_HEADER, PROTOCOL_HEADER } from '../../../contract/protocol-version.ts';
import { postHeartbeat } from '../../support/heartbeat.ts';
import { DEMO_APPEARANCE, DEMO_STAFF_PIN } from '../../../hub/demo/demo-appearance.ts';
import { DEMO_QUESTIONNAIRE } from '../../../hub/demo/demo-questionnaire.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import {
  askToken,
  enrolTestTerminal,
  postEnrolment,
  type TestTerminal,
} from '../../support/test-terminal.ts';

let hub: TestHub;
let kiosk: TestTerminal;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  kiosk = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
});
afterAll(() => hub.stop());

async function refusal(reply: Promise<Response>): Promise<unknown> {
  const { status, headers } = await reply;
  return [status, await (await reply).json(), headers.get('cache-control')];
}

const invalidClient = [
  401,
  { error: 'invalid_client', error_description: expect.any(String) },
  'no-store',
];

describe('Token endpoint', () => {
  it('gives a bearer token for a good assertion', async () => {
    const reply = await kiosk.askToken(await kiosk.assertion());
    expect([reply.status, await reply.json(), reply.headers.get('cache-control')]).toEqual([
      200,
      { access_token: expect.any(String), token_type: 'Bearer', expires_in: 1_800 },
      'no-store',
    ]);
  });

  it('is described at its well-known address', async () => {
    const reply = await fetch(`${hub.url}/.well-known/oauth-authorization-server`);
    expect(await reply.json()).toEqual({
      issuer: hub.url,
      token_endpoint: `${hub.url}/oauth/token`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES256'],
    });
  });

  it('can be asked by a kiosk for its present issuer and time', async () => {
    const reply = await fetch(`${hub.url}/.well-known/oauth-authorization-server`, {
      headers: { origin: 'kiosk://app' },
    });
    expect(await reply.json()).toEqual(expect.objectContaining({ issuer: hub.url }));
    expect(reply.headers.get('access-control-allow-origin')).toBe('kiosk://app');
    expect(reply.headers.get('access-control-expose-headers')?.split(', ')).toContain(
      HUB_TIME_HEADER,
    );
    expect(Number(reply.headers.get(HUB_TIME_HEADER))).toBeGreaterThan(1_700_000_000_000);
  });

  it('takes an assertion once', async () => {
    const assertion = await kiosk.assertion();
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => {
        const reply = await kiosk.askToken(assertion);
        await reply.arrayBuffer();
        return reply.status;
      }),
    );
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 401, 401]);
  });

  it('refuses a claim that is wrong', async () => {
    const nowSeconds = Math.floor(hub.clock.now() / 1_000);
    const wrong = [
      { aud: 'https://elsewhere.example' },
      { iss: kiosk.organizationId },
      { sub: kiosk.organizationId },
      { sub: 'nobody\0' },
      { exp: nowSeconds - 60, iat: nowSeconds - 120 },
      { exp: nowSeconds + 3_600 },
      { iat: nowSeconds + 3_600, exp: nowSeconds + 3_660 },
      { iat: nowSeconds - 3_600 },
      { exp: undefined },
      { iat: undefined },
      { jti: undefined },
      { jti: 7 },
    ];
    for (const claims of wrong) {
      const assertion = await kiosk.assertion(claims);
      expect([claims, await refusal(kiosk.askToken(assertion))]).toEqual([claims, invalidClient]);
    }
  });

  it('refuses another key, another algorithm and none at all', async () => {
    const claims = {
      iss: kiosk.terminalId,
      sub: kiosk.terminalId,
      aud: hub.url,
      jti: 'x',
      iat: Math.floor(hub.clock.now() / 1_000),
      exp: Math.floor(hub.clock.now() / 1_000) + 60,
    };
    const { privateKey } = await generateKeyPair('ES256');
    const assertions = [
      await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(privateKey),
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(JSON.stringify(kiosk.publicKey))),
      new UnsecuredJWT(claims).encode(),
      'not.a.token',
    ];
    for (const assertion of assertions) {
      expect(await refusal(askToken(hub.url, assertion))).toEqual(invalidClient);
    }
  });

  it('names what is wrong with a request that is no token request', async () => {
    const post = (body: string, type = 'application/x-www-form-urlencoded'): Promise<Response> =>
      fetch(`${hub.url}/oauth/token`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
    const error = async (reply: Promise<Response>): Promise<unknown> => {
      const { status } = await reply;
      return [status, ((await (await reply).json()) as { error: string }).error];
    };
    expect(await error(post(''))).toEqual([400, 'invalid_request']);
    expect(await error(post('grant_type=password'))).toEqual([400, 'unsupported_grant_type']);
    expect(await error(post('grant_type=client_credentials'))).toEqual([400, 'invalid_request']);
    expect(await error(post('grant_type=a&grant_type=b'))).toEqual([400, 'invalid_request']);
    expect(await error(post('{}', 'application/json'))).toEqual([400, 'invalid_request']);
    expect(await error(post('x='.padEnd(40_000, 'y')))).toEqual([400, 'invalid_request']);
  });

  it('slows down a terminal that keeps failing, and no other', async () => {
    const lost = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 31; attempt += 1) {
      const reply = await lost.askToken(await lost.assertion({ aud: 'wrong' }));
      await reply.arrayBuffer();
      statuses.push(reply.status);
    }
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 401), 429]);
    const reply = await kiosk.askToken(await kiosk.assertion());
    expect(reply.status).toBe(200);
    await reply.arrayBuffer();
  });
});

describe('Access token', () => {
  const heartbeat = (token: string | null): Promise<Response> =>
    fetch(`${hub.url}/v1/terminal/config`, {
      headers: {
        [PROTOCOL_HEADER]: '1',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
    });
  const told = async (reply: Response): Promise<unknown> => [
    reply.status,
    ((await reply.json()) as { type: string }).type,
    reply.headers.get('www-authenticate'),
  ];

  it('is asked for when it is missing, unknown or expired', async () => {
    const invalid = 'Bearer realm="glimlach", error="invalid_token", error_description=';
    expect(await told(await heartbeat(null))).toEqual([
      401,
      'token-missing',
      'Bearer realm="glimlach"',
    ]);
    expect(await told(await heartbeat('stranger'))).toEqual([
      401,
      'token-unknown',
      `${invalid}"unknown"`,
    ]);
    const token = await kiosk.token();
    expect((await heartbeat(token)).status).toBe(200);
    hub.clock.moveBy(1_801_000);
    expect(await told(await heartbeat(token))).toEqual([
      401,
      'token-expired',
      `${invalid}"expired"`,
    ]);
  });

  it('ends at once when its terminal is shut out', async () => {
    const other = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
    const token = await other.token();
    await hub.administration.revokeTerminal(other.organizationId, other.terminalId);
    expect((await heartbeat(token)).status).toBe(401);
    expect(await refusal(other.askToken(await other.assertion()))).toEqual(invalidClient);
    const again = await postEnrolment(hub.url, hub.demo.enrolmentKey, other.publicKey);
    expect(again.status).toBe(403);
  });

  it('is stored only as a hash', async () => {
    const other = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
    const token = await other.token();
    const rows = await hub.query<{ found: boolean }>(
      `select bool_or(t::text like '%' || $1 || '%') as found from app.access_tokens t`,
      [token],
    );
    expect(rows).toEqual([{ found: false }]);
  });
});

describe('Protocol version', () => {
  it('must be one the hub serves', async () => {
    const token = await kiosk.token();
    for (const version of [undefined, '0', '2', 'one', '1, 1']) {
      const reply = await fetch(`${hub.url}/v1/terminal/config`, {
        headers: {
          authorization: `Bearer ${token}`,
          ...(version === undefined ? {} : { [PROTOCOL_HEADER]: version }),
        },
      });
      expect([reply.status, reply.headers.get(PROTOCOL_HEADER), await reply.json()]).toEqual([
        426,
        '1',
        {
          type: 'protocol-version',
          title: 'The hub does not speak this version of the protocol.',
          status: 426,
          detail: 'Send the header glimlach-protocol with a version this hub serves: 1.',
        },
      ]);
    }
  });
});

describe('Enrolment', () => {
  it('makes the same key the same terminal, and uses the enrolment key once', async () => {
    const { administration, demo } = hub;
    const { key } = await administration.createEnrolmentKey(demo.organizationId, { useLimit: 1 });
    const first = await enrolTestTerminal(hub.url, key, { now: hub.clock.now });
    const again = await postEnrolment(hub.url, key, first.publicKey);
    expect([again.status, EnrolmentReply.parse(await again.json()).terminalId]).toEqual([
      200,
      first.terminalId,
    ]);
    const [row] = await hub.query<{ uses: number }>(
      'select uses from app.enrolment_keys where use_limit = 1',
    );
    expect(row).toEqual({ uses: 1 });
  });

  it('makes one terminal of requests that meet', async () => {
    const { kty, crv, x, y } = await exportJWK((await generateKeyPair('ES256')).publicKey);
    const replies = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const reply = await postEnrolment(hub.url, hub.demo.enrolmentKey, { kty, crv, x, y });
        return { status: reply.status, id: EnrolmentReply.parse(await reply.json()).terminalId };
      }),
    );
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 200, 200, 201,
    ]);
    expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
  });

  it('is refused with a key that is unknown, withdrawn, expired or used up', async () => {
    const { administration, demo } = hub;
    const used = await administration.createEnrolmentKey(demo.organizationId, { useLimit: 0 });
    const expired = await administration.createEnrolmentKey(demo.organizationId, {
      expiresAtMs: hub.clock.now() - 1,
    });
    const withdrawn = await administration.createEnrolmentKey(demo.organizationId);
    await administration.revokeEnrolmentKey(demo.organizationId, withdrawn.id);
    const { kty, crv, x, y } = await exportJWK((await generateKeyPair('ES256')).publicKey);
    const details: unknown[] = [];
    for (const key of ['unknown-key', withdrawn.key, expired.key, used.key]) {
      const reply = await postEnrolment(hub.url, key, { kty, crv, x, y });
      const problem = (await reply.json()) as { type: string; detail: string };
      details.push([reply.status, problem.type, problem.detail]);
    }
    expect(details).toEqual([
      [403, 'enrolment-refused', 'The hub does not know this enrolment key.'],
      [403, 'enrolment-refused', 'This enrolment key was withdrawn.'],
      [403, 'enrolment-refused', 'This enrolment key has expired.'],
      [403, 'enrolment-refused', 'This enrolment key is used up.'],
    ]);
  });

  it('takes a version that PostgreSQL cannot hold', async () => {
    const { kty, crv, x, y } = await exportJWK((await generateKeyPair('ES256')).publicKey);
    const reply = await fetch(`${hub.url}/v1/enrolments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [PROTOCOL_HEADER]: '1' },
      body: JSON.stringify({
        enrolmentKey: hub.demo.enrolmentKey,
        publicKey: { kty, crv, x, y },
        shell: 'browser',
        appVersion: '1\0\ud800',
      }),
    });
    expect(reply.status).toBe(201);
    await reply.arrayBuffer();
  });

  it('refuses a point that is not on the curve, and a private key', async () => {
    const nowhere = { ...kiosk.publicKey, y: kiosk.publicKey.x };
    const secret = { ...kiosk.publicKey, d: kiosk.publicKey.x };
    for (const key of [nowhere, secret]) {
      const reply = await postEnrolment(hub.url, hub.demo.enrolmentKey, key);
      expect([reply.status, await reply.json()]).toEqual([
        400,
        expect.objectContaining({ type: 'invalid-request' }),
      ]);
    }
  });
});

describe('Terminal configuration', () => {
  it('comes with the touchpoint and question the enrolment key assigned, and a tag', async () => {
    const other = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
    const reply = await other.fetch('/v1/terminal/config');
    const etag = reply.headers.get('etag') ?? '';
    expect(await reply.json()).toEqual({
      version: expect.any(Number),
      terminal: { id: other.terminalId, name: expect.stringMatching(/^Terminal /) },
      touchpoint: {
        id: hub.demo.touchpointId,
        name: 'Checkout',
        location: { id: expect.any(String), name: 'Utrecht' },
      },
      questionnaire: {
        id: expect.any(String),
        version: 1,
        ...DEMO_QUESTIONNAIRE,
      },
      languages: ['nl', 'en', 'de', 'fr', 'nb'],
      buttons: { 0: 'positive', 1: 'neutral', 2: 'negative', 5: 'staff' },
      thanksMs: 3_000,
      heartbeatMs: 60_000,
      appearance: DEMO_APPEARANCE,
      hours: null,
      followUp: {
        pageUrl: `${hub.url}/f`,
        startUrl: expect.stringMatching(/\/f\/s\/[\w-]{16}$/),
      },
      sealing: {
        kid: expect.any(String),
        key: { kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) },
      },
      staffPin: DEMO_STAFF_PIN,
      inStoreAlert: { afterMs: 5_000, webhook: null },
    });
    const same = await other.fetch('/v1/terminal/config', {
      headers: { 'if-none-match': `"other", W/${etag}` },
    });
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag]);
  });

  it('changes with what is published, and the heartbeat says so', async () => {
    const other = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
    const before = await other.fetch('/v1/terminal/config');
    const { version } = (await before.json()) as { version: number };
    await hub.administration.assignTerminal(other.organizationId, other.terminalId, null);
    const beat = await postHeartbeat(other, {
      appVersion: '1.0.1\0\ud800',
      runtime: 'Chrome\0\udfff 130',
      configurationVersion: version,
      boxes: [{ state: 'searching', detail: '\0' }],
    });
    expect([beat.status, await beat.json()]).toEqual([
      200,
      { hubTimeMs: expect.any(Number), configurationVersion: version + 1, retryParked: null },
    ]);
    const after = await other.fetch('/v1/terminal/config', {
      headers: { 'if-none-match': before.headers.get('etag') ?? '' },
    });
    expect([after.status, await after.json()]).toEqual([
      200,
      expect.objectContaining({ version: version + 1, touchpoint: null, questionnaire: null }),
    ]);
  });
});
