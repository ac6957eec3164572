import { createHmac } from 'node:crypto';
import type { LanWebhook } from '../../contract/in-store-alert.ts';
import type { StartTimer } from '../../hardware/node/start-timer.ts';
import type { Log } from '../log.ts';
import { messageOf } from '../log.ts';
import type { StorePress } from './store-press.ts';

const WITHIN_MS = 5_000;
/** Before each try. */
const TRIES_AFTER_MS = [0, 1_000, 5_000];

/** As `fetch`, past every proxy and without cookies. */
export type FetchInStore = (
  url: string,
  options: {
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly redirect: 'error';
    readonly signal: AbortSignal;
  },
) => Promise<{
  readonly ok: boolean;
  readonly status: number;
  readonly body: { cancel(): Promise<void> } | null;
}>;

export type LanWebhookParts = {
  readonly fetchInStore: FetchInStore;
  readonly wallMs: () => number;
  readonly startTimer: StartTimer;
  readonly log: Log;
};

/**
 * Tells the store's own system of a press, by the Standard Webhooks specification
 * (github.com/standard-webhooks/standard-webhooks): the same id and body with every try. Three tries, 1 and 5 seconds
 * apart; anything but an answer of 2xx within 5 seconds fails one, a redirect too.
 *
 * @returns whether it answered that it has it; never rejects.
 */
export async function postToStore(
  press: StorePress,
  webhook: LanWebhook,
  ended: AbortSignal,
  parts: LanWebhookParts,
): Promise<boolean> {
  const body = webhookBody(press, parts.wallMs());
  for (const [tries, delayMs] of TRIES_AFTER_MS.entries()) {
    await pause(delayMs, ended, parts.startTimer);
    if (ended.aborted) {
      return false;
    }
    const failure = await attempt(press.id, body, webhook, ended, parts);
    if (failure === null) {
      return true;
    }
    // Of the address nothing: it may hold a key.
    parts.log.warn('lan-webhook-failed', { pressId: press.id, tries: tries + 1, detail: failure });
  }
  return false;
}

/** The signature of one message: `v1,` and the base64 of its HMAC-SHA256. */
export function signWebhook(secret: string, id: string, timestampS: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestampS}.${body}`).digest('base64');
  return `v1,${mac}`;
}

function webhookBody({ id, at, rating, place, helpAsked }: StorePress, nowMs: number): string {
  const { terminal, touchpoint } = place;
  return JSON.stringify({
    type: 'negative_feedback.alerted_locally',
    timestamp: new Date(nowMs).toISOString(),
    data: {
      pressId: id,
      terminal: { id: terminal.id, name: terminal.name },
      touchpoint: touchpoint && { id: touchpoint.id, name: touchpoint.name },
      location: touchpoint && { id: touchpoint.location.id, name: touchpoint.location.name },
      rating,
      occurredAt: new Date(at.wallMs).toISOString(),
      helpAsked,
    },
  });
}

/** @returns why it failed, or null. */
async function attempt(
  id: string,
  body: string,
  { url, secret }: LanWebhook,
  ended: AbortSignal,
  { fetchInStore, wallMs, startTimer }: LanWebhookParts,
): Promise<string | null> {
  const overdue = new AbortController();
  const cancel = startTimer(WITHIN_MS, () => overdue.abort());
  const timestampS = Math.floor(wallMs() / 1_000);
  try {
    const reply = await fetchInStore(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestampS),
        'webhook-signature': signWebhook(secret, id, timestampS, body),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any([ended, overdue.signal]),
    });
    await reply.body?.cancel();
    return reply.ok ? null : `answered ${reply.status}`;
  } catch (thrown) {
    return overdue.signal.aborted ? 'no answer in time' : messageOf(thrown);
  } finally {
    cancel();
  }
}

function pause(delayMs: number, ended: AbortSignal, startTimer: StartTimer): Promise<void> {
  return new Promise((resolve) => {
    if (delayMs === 0 || ended.aborted) {
      resolve();
      return;
    }
    const cancel = startTimer(delayMs, resolve);
    ended.addEventListener(
      'abort',
      () => {
        cancel();
        resolve();
      },
      { once: true },
    );
  });
}
