import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { FetchInStore } from '../../../../electron/in-store/lan-webhook.ts';
import { postToStore } from '../../../../electron/in-store/lan-webhook.ts';
import { manualTime } from '../../../support/manual-time.ts';
import { memoryLog } from '../memory-log.ts';
import { CONFIGURATION } from '../sample-configuration.ts';
import { id, instant } from '../sample-events.ts';
import { answered, storePress, WEBHOOK } from './store-in-hand.ts';

type Sent = Parameters<FetchInStore>[1] & { readonly url: string };

/** A store's own system that answers as a test says, one answer a try. */
function storeSystem(...answers: readonly (number | 'never' | 'unreachable')[]) {
  // The library holds what it verifies against the clock on the wall.
  const time = manualTime(0);
  const startMs = Date.now();
  const log = memoryLog();
  const sent: Sent[] = [];
  const ended = new AbortController();
  let cancelled = 0;
  const fetchInStore: FetchInStore = (url, options) => {
    const answer = answers[sent.length];
    sent.push({ url, ...options });
    if (answer === 'never') {
      return new Promise((_resolve, reject) => {
        options.signal.addEventListener('abort', () => reject(new Error('This was aborted')));
      });
    }
    if (answer === 'unreachable' || answer === undefined) {
      return Promise.reject(new Error('net::ERR_CONNECTION_REFUSED'));
    }
    const cancel = () => {
      cancelled += 1;
      return Promise.resolve();
    };
    return Promise.resolve({ ok: answer < 300, status: answer, body: { cancel } });
  };
  const post = (press = storePress(1, 2_000)) =>
    postToStore(press, WEBHOOK, ended.signal, {
      fetchInStore,
      wallMs: () => startMs + time.now(),
      startTimer: time.startTimer,
      log,
    });
  return { post, time, startMs, log, sent, ended, cancelled: () => cancelled };
}

describe('the webhook within the store', () => {
  it('is signed as Standard Webhooks are, and says nothing about a person', async () => {
    const { post, startMs, sent, cancelled } = storeSystem(204);
    expect(await post(storePress(1, 2_000, { helpAsked: true }))).toBe(true);
    const [{ url, method, headers, body, redirect } = expect.fail('Nothing was sent.')] = sent;
    expect([url, method, redirect, headers['content-type'], headers['webhook-id']]).toEqual([
      WEBHOOK.url,
      'POST',
      'error',
      'application/json',
      id(1),
    ]);
    expect(new Webhook(WEBHOOK.secret).verify(body, headers)).toEqual({
      type: 'negative_feedback.alerted_locally',
      timestamp: new Date(startMs).toISOString(),
      data: {
        pressId: id(1),
        terminal: { id: CONFIGURATION.terminal.id, name: 'Exit left' },
        touchpoint: { id: CONFIGURATION.touchpoint?.id, name: 'Exit' },
        location: { id: CONFIGURATION.touchpoint?.location.id, name: 'Utrecht' },
        rating: 'negative',
        occurredAt: new Date(instant(2_000).wallMs).toISOString(),
        helpAsked: true,
      },
    });
    expect(cancelled(), 'the rest of the answer is not waited for').toBe(1);
  });

  it('names no place that an unassigned terminal has', async () => {
    const { post, sent } = storeSystem(200);
    const place = { terminal: CONFIGURATION.terminal, touchpoint: null };
    await post(storePress(1, 2_000, { place }));
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
      data: { touchpoint: null, location: null },
    });
  });

  it('is tried three times, with the same id and body and a signature of its own time', async () => {
    const { post, time, sent, log } = storeSystem(500, 'unreachable', 200);
    const posted = post();
    await answered();
    time.advance(1_000);
    await answered();
    time.advance(5_000);
    expect(await posted).toBe(true);
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
    const times = sent.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(times.map((each) => each - (times[0] ?? 0))).toEqual([0, 1, 6]);
    for (const { body, headers } of sent) {
      new Webhook(WEBHOOK.secret).verify(body, headers);
    }
    expect(log.lines).toEqual([
      expect.objectContaining({ what: 'lan-webhook-failed', tries: 1, detail: 'answered 500' }),
      expect.objectContaining({ tries: 2, detail: 'net::ERR_CONNECTION_REFUSED' }),
    ]);
    expect(JSON.stringify(log.lines)).not.toContain('192.168');
  });

  it('is given up after three tries, each of at most five seconds', async () => {
    const { post, time, sent, log } = storeSystem('never', 'never', 'never');
    const posted = post();
    for (const waitMs of [5_000, 1_000, 5_000, 5_000, 5_000]) {
      await answered();
      time.advance(waitMs);
    }
    expect(await posted).toBe(false);
    expect(sent).toHaveLength(3);
    expect(log.lines.map(({ detail }) => detail)).toEqual(Array(3).fill('no answer in time'));
    expect(time.waiting()).toBe(0);
  });

  it('ends with the terminal', async () => {
    const waiting = storeSystem(500);
    const waitingPost = waiting.post();
    await answered();
    waiting.ended.abort();
    const asking = storeSystem('never');
    const askingPost = asking.post();
    await answered();
    asking.ended.abort();
    expect([await waitingPost, await askingPost]).toEqual([false, false]);
    expect([waiting.sent.length, asking.sent.length]).toEqual([1, 1]);
    expect([waiting.time.waiting(), asking.time.waiting()]).toEqual([0, 0]);
  });
});
