import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { freezeEvent, type EventBody } from '../../contract/event-body.ts';
import type { FeedbackEvent } from '../../contract/feedback-event.ts';
import type { Instant } from '../../contract/instant.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { EnrolmentReply, PublicKeyJwk } from '../../contract/protocol/enrolment.ts';
import { EventsReply, type EventsRequest } from '../../contract/protocol/events.ts';
import { TokenReply } from '../../contract/protocol/token.ts';
import type { Rating } from '../../contract/rating.ts';
import { uuidV7 } from '../../contract/uuid-v7.ts';

export type Made = { readonly id: string; readonly body: EventBody; readonly event: FeedbackEvent };

type PressedEvent = Extract<FeedbackEvent, { type: 'pressed' }>;

/** An event that its ledger has yet to number. */
export type Unnumbered = FeedbackEvent extends infer Event
  ? Event extends FeedbackEvent
    ? Omit<Event, 'v' | 'id' | 'ledgerId' | 'number' | 'at'> & Partial<Pick<Event, 'at'>>
    : never
  : never;

/** A terminal in plain Node: enough of one to speak the whole protocol with a hub. */
export type TestTerminal = {
  readonly publicKey: PublicKeyJwk;
  readonly privateKey: CryptoKey;
  readonly ledgerId: string;
  readonly terminalId: string;
  readonly organizationId: string;
  /** The highest number made. */
  made(): number;
  /** The terminal's own clocks at this moment. */
  instant(): Instant;
  /** A `private_key_jwt` assertion; `claims` replace the right ones. */
  assertion(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  askToken(assertion: string): Promise<Response>;
  /** A valid access token, asked for once. */
  token(): Promise<string>;
  /** The next press, numbered and frozen but not sent; `change` replaces parts of it. */
  press(rating: Rating, change?: Partial<PressedEvent>): Made;
  /** The next event of another kind, likewise. */
  make(event: Unnumbered): Made;
  batch(events: readonly Made[], change?: Partial<EventsRequest>): EventsRequest;
  /** Any request with the protocol header and the access token. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  post(batch: EventsRequest, how?: { gzip?: boolean }): Promise<Response>;
  /** Posts and expects 200. */
  send(batch: EventsRequest, how?: { gzip?: boolean }): Promise<EventsReply>;
};

/** Makes a key and enrols it. */
export async function enrolTestTerminal(
  hubUrl: string,
  enrolmentKey: string,
  options: {
    touchpointId?: string | null;
    now?: () => number;
    /** The terminal it was before: its ledger is carried on. */
    journalOf?: TestTerminal;
  } = {},
): Promise<TestTerminal> {
  const now = options.now ?? Date.now;
  const { publicKey: publicHalf, privateKey } = await generateKeyPair('ES256', {
    extractable: true,
  });
  const { kty, crv, x, y } = await exportJWK(publicHalf);
  const publicKey = PublicKeyJwk.parse({ kty, crv, x, y });
  const enrolled = await postEnrolment(hubUrl, enrolmentKey, publicKey);
  const identity = EnrolmentReply.parse(await enrolled.json());
  const ledgerId = options.journalOf?.ledgerId ?? newEventId();
  const bootId = `boot-${newEventId()}`;
  const zeroMs = now() - 60_000;
  let made = options.journalOf?.made() ?? 0;
  let token: string | undefined;

  const terminal: TestTerminal = {
    publicKey,
    privateKey,
    ledgerId,
    made: () => made,
    terminalId: identity.terminalId,
    organizationId: identity.organizationId,
    instant: () => ({ wallMs: now(), monotonicMs: now() - zeroMs, bootId }),
    async assertion(claims = {}) {
      const issuedAt = Math.floor(now() / 1_000);
      return new SignJWT({
        iss: identity.terminalId,
        sub: identity.terminalId,
        aud: identity.issuer,
        jti: newEventId(),
        iat: issuedAt,
        exp: issuedAt + 60,
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256' })
        .sign(privateKey);
    },
    askToken: (assertion) => askToken(hubUrl, assertion),
    async token() {
      if (token === undefined) {
        const reply = await askToken(hubUrl, await terminal.assertion());
        token = TokenReply.parse(await reply.json()).access_token;
      }
      return token;
    },
    press: (rating, change = {}) =>
      terminal.make({
        type: 'pressed',
        context: {
          terminalId: identity.terminalId,
          touchpointId: options.touchpointId ?? null,
          questionnaire: null,
          configurationVersion: 1,
          language: 'nl',
        },
        rating,
        source: { kind: 'touch' },
        sincePreviousMs: null,
        repeat: false,
        ...change,
      }),
    make(event) {
      made += 1;
      return freeze({
        v: 1,
        id: newEventId(),
        ledgerId,
        number: made,
        at: terminal.instant(),
        ...event,
      });
    },
    batch: (events, change = {}) => ({
      sentAt: terminal.instant(),
      clockSamples: [],
      ledgers: [{ ledgerId, made, queued: events.length, oldestQueued: null, parked: [] }],
      events: events.map(({ id, body }) => ({ id, body })),
      ...change,
    }),
    async fetch(path, init = {}) {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${await terminal.token()}`);
      headers.set(PROTOCOL_HEADER, String(PROTOCOL_VERSION));
      return fetch(`${hubUrl}${path}`, { ...init, headers });
    },
    async post(batch, { gzip = false } = {}) {
      const json = JSON.stringify(batch);
      return terminal.fetch('/v1/events', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(gzip ? { 'content-encoding': 'gzip' } : {}),
        },
        body: gzip ? gzipSync(json) : json,
      });
    },
    async send(batch, how) {
      const reply = await terminal.post(batch, how);
      if (reply.status !== 200) {
        throw new Error(`The hub answered ${reply.status}: ${await reply.text()}`);
      }
      return EventsReply.parse(await reply.json());
    },
  };
  return terminal;
}

export async function postEnrolment(
  hubUrl: string,
  enrolmentKey: string,
  publicKey: unknown,
): Promise<Response> {
  return fetch(`${hubUrl}/v1/enrolments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
    body: JSON.stringify({ enrolmentKey, publicKey, shell: 'electron', appVersion: '1.0.0' }),
  });
}

export async function askToken(hubUrl: string, assertion: string): Promise<Response> {
  return fetch(`${hubUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
}

export function freeze(event: FeedbackEvent): Made {
  return { id: event.id, body: freezeEvent(event), event };
}

export function newEventId(wallMs = Date.now()): string {
  return uuidV7(wallMs, randomBytes(10));
}
