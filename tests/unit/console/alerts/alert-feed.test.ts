import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { viewBoard } from '../../../../console/alerts/board-view.ts';
import { createAlertFeed } from '../../../../console/alerts/alert-feed.ts';
import { createAlertSource } from '../../../../console/alerts/alert-source.ts';
import { CHECK_EVERY_MS, OPEN_WITHIN_MS } from '../../../../console/alerts/alert-stream.ts';
import type { AlertsSnapshot } from '../../../../console/api/hub-client.ts';
import type { HubResult } from '../../../../console/api/hub-result.ts';
import type { Alert } from '../../../../contract/protocol/alerts.ts';
import {
  acknowledgedAlert,
  alertId,
  makeAlert,
  snoozedAlert,
} from '../../../support/alert-maker.ts';
import { FakeEventSource } from '../../../support/fake-event-source.ts';

const START_MS = 1_000_000;
const ACKNOWLEDGE = { kind: 'acknowledge', atMs: START_MS, by: 'Anna' } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: START_MS });
});

afterEach(() => {
  vi.useRealTimers();
});

function startFeed(first: readonly Alert[] = []) {
  const hub = {
    alerts: { ok: true, value: { alerts: first, cursor: '1' } } as HubResult<AlertsSnapshot>,
    answer: { ok: false, failure: { kind: 'unreachable' } } as HubResult<Alert>,
    /** Answers the next loads once it settles. */
    slowly: null as Promise<HubResult<AlertsSnapshot>> | null,
    loads: 0,
  };
  const sources: FakeEventSource[] = [];
  const happened: unknown[] = [];
  const feed = createAlertFeed({
    client: {
      async alerts(signal) {
        hub.loads += 1;
        await Promise.resolve();
        signal.throwIfAborted();
        return hub.slowly ?? hub.alerts;
      },
      acknowledge: async () => hub.answer,
      handBack: async () => hub.answer,
      resolve: async () => hub.answer,
      reopen: async () => hub.answer,
      snooze: async () => hub.answer,
    },
    openSource: createAlertSource((address) => {
      const source = new FakeEventSource(address);
      sources.push(source);
      return source;
    }),
    now: Date.now,
    random: () => 0,
    delay(callback, delayMs) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
  });
  feed.listen({
    onArrivals: (alerts) => happened.push(alerts.map((alert) => alert.id)),
    onSignedOut: () => happened.push('signed out'),
  });
  feed.start();
  return { hub, feed, sources, happened, source: () => latest(sources) };
}

function latest(sources: readonly FakeEventSource[]): FakeEventSource {
  const source = sources.at(-1);
  if (source === undefined) {
    throw new Error('No event source was opened.');
  }
  return source;
}

const settle = async (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function startLiveFeed(first: readonly Alert[] = []) {
  const started = startFeed(first);
  await settle();
  started.source().open();
  return started;
}

describe('AlertFeed', () => {
  it('shows what is there without a sound, and tells of what comes after', async () => {
    const { feed, source, happened } = await startLiveFeed([makeAlert(1)]);
    source().message({ alert: makeAlert(2) });
    source().message({ alert: makeAlert(2) });
    source().message({ alert: makeAlert(3, { kind: 'late' }) });
    expect(feed.snapshot().connection).toEqual({ kind: 'live' });
    expect(viewBoard(feed.snapshot().board)).toEqual({
      waiting: [makeAlert(2), makeAlert(1)],
      late: [makeAlert(3, { kind: 'late' })],
      handled: [],
      snoozed: [],
      elsewhere: 0,
    });
    expect(happened).toEqual([[alertId(2)]]);
  });

  it('says since when it is offline, loads what it missed, and resumes after the new cursor', async () => {
    const { feed, hub, source, sources, happened } = await startLiveFeed();
    source().fail();
    hub.alerts = { ok: false, failure: { kind: 'unreachable' } };
    await vi.advanceTimersByTimeAsync(60_000);
    expect(feed.snapshot()).toMatchObject({
      connection: { kind: 'reconnecting', sinceMs: START_MS },
      trouble: { kind: 'unreachable' },
    });

    hub.alerts = { ok: true, value: { alerts: [makeAlert(1)], cursor: '99' } };
    feed.wake();
    await settle();
    source().open();
    expect(feed.snapshot()).toMatchObject({ connection: { kind: 'live' }, trouble: null });
    expect(source().address).toBe('/v1/stream?cursor=99');
    expect(sources).toHaveLength(2);
    expect(happened).toEqual([[alertId(1)]]);
  });

  it('gives up on a stream that does not open in time', async () => {
    const { feed, source } = startFeed();
    await settle();
    const first = source();
    await vi.advanceTimersByTimeAsync(OPEN_WITHIN_MS);
    expect(first.closed).toBe(true);
    expect(feed.snapshot().connection.kind).toBe('reconnecting');
  });

  it('finds an alert that a silently dead stream did not bring', async () => {
    const { hub, happened } = await startLiveFeed();
    hub.alerts = { ok: true, value: { alerts: [makeAlert(5)], cursor: '3' } };
    await vi.advanceTimersByTimeAsync(CHECK_EVERY_MS);
    expect(happened).toEqual([[alertId(5)]]);
  });

  it('goes back to the sign-in when the session is lost', async () => {
    const { hub, source, happened } = await startLiveFeed();
    hub.alerts = { ok: false, failure: { kind: 'signed-out' } };
    source().fail();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(happened).toEqual(['signed out']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shows what somebody does at once, and keeps what the hub says', async () => {
    const { feed, hub } = await startLiveFeed([makeAlert(1)]);
    const told = acknowledgedAlert(makeAlert(1), 'Anna', START_MS + 700);
    hub.answer = { ok: true, value: told };
    const done = feed.act(alertId(1), ACKNOWLEDGE);
    expect(viewBoard(feed.snapshot().board).handled).toEqual([
      acknowledgedAlert(makeAlert(1), 'Anna', START_MS),
    ]);
    expect(await feed.act(alertId(1), { kind: 'hand-back' })).toBeNull();
    expect(await done).toEqual(told);
    expect(viewBoard(feed.snapshot().board).handled).toEqual([told]);
  });

  it('takes it back when the hub cannot be reached, and chimes for none of it', async () => {
    const { feed, happened } = await startLiveFeed([makeAlert(1)]);
    expect(await feed.act(alertId(1), ACKNOWLEDGE)).toBeNull();
    expect(viewBoard(feed.snapshot().board).waiting).toEqual([makeAlert(1)]);
    expect(feed.snapshot().board.refused).toEqual(
      new Map([[alertId(1), { kind: 'acknowledge', failure: { kind: 'unreachable' } }]]),
    );
    expect(happened).toEqual([]);
  });

  it('lets no reading that was on its way undo what came meanwhile', async () => {
    const { feed, hub, source } = await startLiveFeed([makeAlert(1), makeAlert(2)]);
    const read = Promise.withResolvers<HubResult<AlertsSnapshot>>();
    hub.slowly = read.promise;
    feed.wake();
    source().message({ alert: acknowledgedAlert(makeAlert(1), 'Sam', START_MS) });
    const snoozed = snoozedAlert(makeAlert(2), 'Anna', START_MS + 900_000);
    hub.answer = { ok: true, value: snoozed };
    await feed.act(alertId(2), { kind: 'snooze', forMs: 900_000, untilMs: 0, by: 'Anna' });
    read.resolve(hub.alerts);
    await settle();
    expect(viewBoard(feed.snapshot().board)).toMatchObject({ waiting: [], snoozed: [snoozed] });
  });

  it('leaves no stream and no timer behind when it stops', async () => {
    const { feed, hub, source } = await startLiveFeed();
    feed.stop();
    await vi.advanceTimersByTimeAsync(10 * CHECK_EVERY_MS);
    expect(source().closed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
    expect(hub.loads).toBe(1);
  });

  it('drops a load that was on its way when it stopped and started again', async () => {
    const { feed, sources } = startFeed();
    feed.stop();
    feed.start();
    await settle();
    expect(sources).toHaveLength(1);
  });
});
