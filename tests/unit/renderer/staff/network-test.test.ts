import { describe, expect, it } from 'vitest';
import type { HubReach } from '../../../../contract/staff-ipc.ts';
import { testNetwork, troubleOf } from '../../../../renderer/staff/network-test.ts';

const METADATA = {
  issuer: 'https://hub.example.com',
  token_endpoint: 'https://hub.example.com/oauth/token',
  grant_types_supported: ['client_credentials'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['ES256'],
};

/** A page whose clock moves on by the time each request takes. */
function page(tookMs: readonly number[], reply: () => Response, reach: HubReach | null = null) {
  let nowMs = 1_000_000;
  let asked = 0;
  let reaches = 0;
  return {
    reaches: () => reaches,
    find: () =>
      testNetwork({
        hubUrl: 'https://hub.example.com',
        now: () => ({ wallMs: nowMs, monotonicMs: nowMs, bootId: 'boot-1' }),
        async fetch() {
          nowMs += tookMs[asked] ?? 0;
          asked += 1;
          return Promise.resolve(reply());
        },
        async reachHub() {
          reaches += 1;
          return Promise.resolve(reach);
        },
      }),
  };
}

const hub = (hubTimeMs: number) => () =>
  Response.json(METADATA, { headers: { 'glimlach-time': String(hubTimeMs) } });

describe('Network test', () => {
  it('takes the quickest round trip for its measure, and the hub clock as that one saw it', async () => {
    const { find } = page([80, 20, 60], hub(1_002_000));
    expect(await find()).toEqual({
      kind: 'reached',
      roundTripMs: 20,
      // Sent at 1,000,080 and heard at 1,000,100, so it was stamped at about 1,000,090.
      hubAheadMs: 1_910,
      uncertaintyMs: 10,
    });
  });

  it('calls a reply that is not a hub’s a portal, by the word of the shell', async () => {
    const portal = page([5], () => new Response('<html>Sign in</html>'), {
      outcome: 'answered',
      status: 200,
      ours: false,
      tookMs: 4,
    });
    expect(await portal.find()).toMatchObject({ kind: 'not-reached', trouble: 'portal' });
  });

  it('asks the shell only when the hub was not reached', async () => {
    const reached = page([1, 1, 1], hub(1));
    await reached.find();
    expect(reached.reaches()).toBe(0);
  });

  it('knows that there is no hub without asking anybody', async () => {
    const none = testNetwork({
      hubUrl: null,
      now: () => ({ wallMs: 0, monotonicMs: 0, bootId: 'b' }),
      fetch: () => Promise.reject(new Error('Nobody should be asked.')),
      reachHub: () => Promise.reject(new Error('Nobody should be asked.')),
    });
    expect(await none).toMatchObject({ trouble: 'no-hub' });
  });

  it.each([
    ['ERR_NAME_NOT_RESOLVED', 'name'],
    ['ERR_INTERNET_DISCONNECTED', 'no-network'],
    ['ERR_CONNECTION_REFUSED', 'refused'],
    ['ERR_CONNECTION_RESET', 'unreachable'],
    ['ERR_CERT_DATE_INVALID', 'certificate-date'],
    ['ERR_CERT_AUTHORITY_INVALID', 'certificate'],
    ['ERR_SSL_PROTOCOL_ERROR', 'certificate'],
    ['ERR_PROXY_CONNECTION_FAILED', 'proxy'],
    ['ERR_TIMED_OUT', 'timeout'],
    ['ERR_REDIRECTED', 'portal'],
    ['ERR_SOMETHING_NEW', 'unknown'],
  ] as const)('tells %s as %s', (error, trouble) => {
    expect(troubleOf({ outcome: 'failed', error, tookMs: 1 }, false)).toBe(trouble);
  });

  it('says of a browser no more than it knows', () => {
    expect([troubleOf(null, true), troubleOf(null, false)]).toEqual(['timeout', 'unknown']);
  });
});
