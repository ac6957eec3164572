import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../contract/protocol/alerts.ts';
import { createAlertFeed } from '../../../../hub/alerts/alert-feed.ts';
import type { FeedMessage } from '../../../../hub/alerts/feed-subscription.ts';
import type { ChangePosition } from '../../../../hub/alerts/read-alerts.ts';
import { makeAlert } from '../../../support/alert-maker.ts';

function alert(id: string, presses: number): Alert {
  return makeAlert(1, { id, presses });
}

const PAGE = 2;

/** A table of alerts with the transaction that changed each, read by pages, and a horizon that can be held back. */
function memoryAlerts() {
  const rows = new Map<string, { alert: Alert; changedBy: string }>();
  const state = { transaction: 10n, cursor: null as bigint | null, failing: false };
  return {
    state,
    /** By one transaction. */
    changeTogether(...ids: readonly string[]) {
      for (const id of ids) {
        rows.set(id, { alert: alert(id, 1), changedBy: String(state.transaction) });
      }
      state.transaction += 1n;
    },
    change(id: string, presses: number) {
      rows.set(id, { alert: alert(id, presses), changedBy: String(state.transaction) });
      state.transaction += 1n;
    },
    read: async (_organization: string, after: ChangePosition | null) => {
      if (state.failing) {
        throw new Error('The database is away.');
      }
      const behind = [...rows.values()].filter(({ alert: { id }, changedBy }) => {
        const [one, other] = [BigInt(changedBy), BigInt(after?.changedBy ?? changedBy)];
        return after !== null && (one > other || (one === other && id > after.alertId));
      });
      const changes = behind
        .toSorted((a, b) =>
          Number(BigInt(a.changedBy) - BigInt(b.changedBy) || (a.alert.id < b.alert.id ? -1 : 1)),
        )
        .slice(0, PAGE);
      return {
        changes,
        horizon: String(state.cursor ?? state.transaction),
        more: changes.length === PAGE,
      };
    },
  };
}

function listener() {
  const heard: FeedMessage[] = [];
  const state = { ended: false, room: Promise.resolve() };
  return {
    heard,
    state,
    presses: () => heard.flatMap((message) => message.alert?.presses ?? []),
    sees: (locationId: string | null) => locationId !== 'elsewhere',
    tell: (message: FeedMessage) => void heard.push(message),
    drained: () => state.room,
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
    alerts.changeTogether('a', 'b', 'c');
    const feed = createAlertFeed(alerts.read, () => undefined);
    const one = listener();
    feed.subscribe('us', '5', one);
    await settle();
    // The second page begins inside the transaction of the first, so that one is not passed.
    expect(one.heard.map(({ cursor, alert: told }) => [cursor, told?.id])).toEqual([
      ['5', 'a'],
      ['10', 'b'],
      ['11', 'c'],
      ['11', undefined],
    ]);
    await feed.stop();
  });

  it('never passes a transaction that was open when the first page was read', async () => {
    const alerts = memoryAlerts();
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      alerts.change(id, 1);
    }
    alerts.state.cursor = 12n;
    const feed = createAlertFeed(alerts.read, () => undefined);
    const one = listener();
    feed.subscribe('us', '5', one);
    await settle();
    expect(new Set(one.heard.map(({ cursor }) => cursor))).toEqual(new Set(['5', '11', '12']));
    await feed.stop();
  });

  it('counts whom it has told all there is, of those who see a place', async () => {
    const alerts = memoryAlerts();
    const feed = createAlertFeed(alerts.read, () => undefined);
    const [one, two] = [listener(), listener()];
    feed.subscribe('us', null, one);
    feed.subscribe('us', null, two);
    await settle();
    alerts.change('a', 1);
    expect(await feed.countTold('us', 'here')).toBe(2);
    expect(one.heard.at(-1)?.alert).toEqual(alert('a', 1));
    expect(await feed.countTold('us', 'elsewhere')).toBe(0);
    expect(await feed.countTold('them', 'here')).toBe(0);
    expect(feed.organizations()).toEqual(['us']);
    await feed.stop();
  });

  it('waits for a listener who is slow to catch up, while others hear what happens', async () => {
    const alerts = memoryAlerts();
    const feed = createAlertFeed(alerts.read, () => undefined);
    const [slow, quick] = [listener(), listener()];
    let makeRoom: () => void = () => undefined;
    slow.state.room = new Promise((resolve) => {
      makeRoom = resolve;
    });
    for (const presses of [1, 2, 3, 4, 5]) {
      alerts.change(`alert ${presses}`, presses);
    }
    feed.subscribe('us', '5', slow);
    feed.subscribe('us', null, quick);
    await settle();
    alerts.change('new', 6);
    feed.changed('us');
    await settle();
    expect([slow.presses(), quick.presses()]).toEqual([[1, 2], [6]]);
    makeRoom();
    await settle();
    expect(slow.presses()).toEqual([1, 2, 3, 4, 5, 6]);
    await feed.stop();
  });

  it('stops although a listener never catches up', async () => {
    const alerts = memoryAlerts();
    const feed = createAlertFeed(alerts.read, () => undefined);
    const slow = listener();
    slow.state.room = new Promise(() => undefined);
    for (const presses of [1, 2, 3]) {
      alerts.change(`alert ${presses}`, presses);
    }
    feed.subscribe('us', '5', slow);
    await settle();
    await feed.stop();
    expect([slow.presses(), slow.state.ended]).toEqual([[1, 2], true]);
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
