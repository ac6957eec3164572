import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../contract/protocol/alerts.ts';
import { createAlertFeed, type FeedMessage } from '../../../../hub/alerts/alert-feed.ts';

function alert(id: string, presses: number): Alert {
  return {
    id,
    kind: 'live',
    state: 'open',
    touchpoint: null,
    location: null,
    terminal: { id, name: 'Terminal' },
    presses,
    openedAtMs: 1,
    lastPressAtMs: 1,
    acknowledged: null,
  };
}

/** A table of alerts with the transaction that changed each, and a cursor that can be held back. */
function memoryAlerts() {
  const rows = new Map<string, { alert: Alert; changedBy: string }>();
  const state = { transaction: 10n, cursor: null as bigint | null, failing: false };
  return {
    state,
    change(id: string, presses: number) {
      rows.set(id, { alert: alert(id, presses), changedBy: String(state.transaction) });
      state.transaction += 1n;
    },
    read: async (_organization: string, cursor: string | null) => {
      if (state.failing) {
        throw new Error('The database is away.');
      }
      const changes =
        cursor === null
          ? []
          : [...rows.values()].filter(({ changedBy }) => BigInt(changedBy) >= BigInt(cursor));
      return { changes, cursor: String(state.cursor ?? state.transaction) };
    },
  };
}

function listener() {
  const heard: FeedMessage[] = [];
  const state = { ended: false };
  return {
    heard,
    state,
    presses: () => heard.flatMap((message) => message.alert?.presses ?? []),
    tell: (message: FeedMessage) => void heard.push(message),
    end: () => {
      state.ended = true;
    },
  };
}

/** Lets every reading that was asked for finish. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) {
    await Promise.resolve();
  }
}

describe('AlertFeed', () => {
  it('tells a newcomer where it stands and then what changes', async () => {
    const alerts = memoryAlerts();
    const feed = createAlertFeed(alerts.read, () => undefined);
    const one = listener();
    feed.subscribe('us', null, one);
    await settle();
    alerts.change('a', 1);
    feed.changed('us');
    await settle();
    expect(one.heard).toEqual([
      { cursor: '10', alert: null },
      { cursor: '11', alert: alert('a', 1) },
    ]);
    await feed.stop();
  });

  it('moves the cursor only with the last of several alerts', async () => {
    const alerts = memoryAlerts();
    alerts.change('a', 1);
    alerts.change('b', 2);
    const feed = createAlertFeed(alerts.read, () => undefined);
    const one = listener();
    feed.subscribe('us', '5', one);
    await settle();
    expect(one.heard.map(({ cursor }) => cursor)).toEqual(['5', '12']);
    await feed.stop();
  });

  it('does not repeat itself while an old transaction holds the cursor back', async () => {
    const alerts = memoryAlerts();
    const feed = createAlertFeed(alerts.read, () => undefined);
    const one = listener();
    feed.subscribe('us', null, one);
    await settle();
    alerts.state.cursor = 10n;
    for (const presses of [1, 2]) {
      alerts.change('a', presses);
      feed.changed('us');
      await settle();
    }
    feed.catchUp();
    await settle();
    expect(one.presses()).toEqual([1, 2]);
    await feed.stop();
  });

  it('keeps organizations apart', async () => {
    const alerts = memoryAlerts();
    const feed = createAlertFeed(alerts.read, () => undefined);
    const one = listener();
    feed.subscribe('us', null, one);
    await settle();
    alerts.change('a', 1);
    feed.changed('them');
    await settle();
    expect(one.presses()).toEqual([]);
    await feed.stop();
  });

  it('ends everybody when it cannot read, and serves whoever comes after', async () => {
    const alerts = memoryAlerts();
    const failures: unknown[] = [];
    const feed = createAlertFeed(alerts.read, (error) => failures.push(error));
    const one = listener();
    feed.subscribe('us', null, one);
    await settle();
    alerts.state.failing = true;
    feed.changed('us');
    const waiting = listener();
    feed.subscribe('us', null, waiting);
    await settle();
    expect([one.state.ended, waiting.state.ended, failures.length]).toEqual([true, true, 1]);
    alerts.state.failing = false;
    alerts.change('a', 1);
    const two = listener();
    feed.subscribe('us', '10', two);
    await settle();
    expect(two.presses()).toEqual([1]);
    await feed.stop();
  });

  it('tells nothing after a listener has left, and ends the others when it stops', async () => {
    const alerts = memoryAlerts();
    const feed = createAlertFeed(alerts.read, () => undefined);
    const [one, two] = [listener(), listener()];
    const leave = feed.subscribe('us', null, one);
    feed.subscribe('us', null, two);
    await settle();
    leave();
    alerts.change('a', 1);
    feed.changed('us');
    await settle();
    await feed.stop();
    expect([one.presses(), two.presses(), two.state.ended]).toEqual([[], [1], true]);
    const three = listener();
    feed.subscribe('us', null, three);
    expect(three.state.ended).toBe(true);
  });
});
