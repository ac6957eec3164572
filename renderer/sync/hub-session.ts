import { TokenReply } from '../../contract/protocol/token.ts';
import type { HubClient, HubRequest } from './hub-client.ts';
import type { HubResult } from './hub-result.ts';

export type HubSession = {
  /** Asks with an access token, got on the way when there is none or the hub does not take it any more. */
  ask<Value>(request: HubRequest<Value>): Promise<HubResult<Value>>;
};

export type HubSessionOptions = {
  readonly client: HubClient;
  /** A `private_key_jwt` assertion issued at the given time, in milliseconds since 1970. */
  readonly signAssertion: (issuedAtMs: number) => Promise<string>;
  /** The hub's time as far as the terminal knows it. */
  readonly hubTimeMs: () => number;
  readonly monotonicMs: () => number;
  /** Asks the hub whether the terminal's identity is still right; true when it was corrected. */
  readonly correctIdentity: () => Promise<boolean>;
};

type Token = { readonly value: string; readonly goodUntilMs: number };

/** A token is renewed this long before it expires. */
const RENEW_EARLY_MS = 60_000;
/** An assertion whose time was off by more than this may have been refused for it alone. */
const CLOCK_DOUBT_MS = 15_000;

/** The terminal signed in at the hub: client credentials with a signed assertion (RFC 7523). */
export function createHubSession(options: HubSessionOptions): HubSession {
  let token: Token | null = null;
  let signingIn: Promise<HubResult<Token>> | null = null;

  async function requestToken(): Promise<HubResult<Token>> {
    const issuedAtMs = options.hubTimeMs();
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await options.signAssertion(issuedAtMs),
    });
    const askedAtMs = options.monotonicMs();
    const result = await options.client.ask({
      method: 'POST',
      path: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      reply: TokenReply,
    });
    if (result.kind !== 'ok') {
      return result;
    }
    const { access_token: value, expires_in: lifetimeSeconds } = result.value;
    const lifetimeMs = lifetimeSeconds * 1_000;
    const goodUntilMs = askedAtMs + lifetimeMs - Math.min(RENEW_EARLY_MS, lifetimeMs / 2);
    return { kind: 'ok', value: { value, goodUntilMs }, etag: null };
  }

  /**
   * A refusal can have causes that heal by themselves: our clock is dead (the refusal told the hub's time), or the hub
   * has another public address, or another database, than when this terminal enrolled.
   */
  async function signIn(): Promise<HubResult<Token>> {
    const believedMs = options.hubTimeMs() - options.monotonicMs();
    let result = await requestToken();
    const learnedMs = options.hubTimeMs() - options.monotonicMs();
    if (result.kind === 'refused' && Math.abs(learnedMs - believedMs) > CLOCK_DOUBT_MS) {
      result = await requestToken();
    }
    if (isVerdict(result) && (await options.correctIdentity())) {
      result = await requestToken();
    }
    return result;
  }

  async function currentToken(): Promise<HubResult<Token>> {
    if (token !== null && options.monotonicMs() < token.goodUntilMs) {
      return { kind: 'ok', value: token, etag: null };
    }
    signingIn ??= signIn().finally(() => {
      signingIn = null;
    });
    const result = await signingIn;
    token = result.kind === 'ok' ? result.value : null;
    return result;
  }

  async function askOnce<Value>(request: HubRequest<Value>): Promise<HubResult<Value>> {
    const signedIn = await currentToken();
    if (signedIn.kind !== 'ok') {
      return signedIn;
    }
    const used = signedIn.value;
    const result = await options.client.ask({
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${used.value}` },
    });
    if (result.kind === 'refused' && result.status === 401 && token === used) {
      token = null;
    }
    return result;
  }

  return {
    async ask(request) {
      const hadToken = token !== null;
      const result = await askOnce(request);
      const tokenRefused = result.kind === 'refused' && result.status === 401;
      return tokenRefused && hadToken ? askOnce(request) : result;
    },
  };
}

/** A busy or broken hub (429, 5xx) says nothing about who we are. */
function isVerdict(result: HubResult<unknown>): boolean {
  return result.kind === 'refused' && result.status < 500 && result.status !== 429;
}
