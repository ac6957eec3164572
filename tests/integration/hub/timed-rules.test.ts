import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Alert } from '../../../contract/protocol/alerts.ts';
import type { RuleCondition } from '../../../contract/alert-rule.ts';
import { until } from '../../faults/until.ts';
import { sendHeartbeat } from '../../support/heartbeat.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openOwnTouchpoint, placeTestTerminal } from '../../support/own-touchpoint.ts';
import { signInTestPerson, type TestPerson, type TestStream } from '../../support/test-person.ts';
import { makeRule } from '../../support/test-rule.ts';
import type { TestTerminal } from '../../support/test-terminal.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let hub: TestHub;
let admin: TestPerson;
let stream: TestStream;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'), { rulesMs: 50 });
  admin = await signInTestPerson(hub.url, hub.demo);
  // The usual ones would tell of every terminal here as time goes by.
  await hub.query(`update app.alert_rules set enabled = false`);
  stream = await admin.stream();
});
afterAll(async () => {
  stream.close();
  await stream.ended();
  await hub.stop();
});

type Watched = { readonly touchpointId: string; readonly terminal: TestTerminal };

/** Of the hub's clock, while it looks at rules. */
async function letPass(durationMs: number): Promise<void> {
  for (let leftMs = durationMs; leftMs > 0; leftMs -= 2 * MINUTE_MS) {
    await jumpBy(Math.min(leftMs, 2 * MINUTE_MS));
  }
}

/** At once; resolves when the rules were looked at since. */
async function jumpBy(durationMs: number): Promise<void> {
  hub.clock.moveBy(durationMs);
  const movedMs = hub.clock.now();
  await until('the rules were looked at', 10_000, async () => {
    const looked = await hub.query(`select from app.rule_rounds where looked_at_ms >= $1`, [
      movedMs,
    ]);
    return looked.length > 0 ? true : null;
  });
}

/** A touchpoint with a terminal, and a rule for it alone. */
async function watch(
  condition: RuleCondition,
  hours: 'always' | 'open' = 'always',
): Promise<Watched> {
  const touchpointId = await openOwnTouchpoint(hub);
  const terminal = await placeTestTerminal(hub, touchpointId);
  const scope = { locationIds: [], touchpointIds: [touchpointId], hours };
  await makeRule(admin, { name: `Rule: ${condition.kind}`, condition, scope });
  return { touchpointId, terminal };
}

async function press({ terminal }: Watched, rating: 'negative' | 'positive'): Promise<void> {
  // Its clock is the hub's, and known to be.
  const clockSamples = [{ offsetMs: 0, uncertaintyMs: 5, at: terminal.instant() }];
  await terminal.send(terminal.batch([terminal.press(rating)], { clockSamples }));
}

/** The next that is told of this touchpoint. */
async function nextAt({ touchpointId }: Watched): Promise<Alert> {
  for (;;) {
    const { alert } = await stream.next();
    if (alert.touchpoint?.id === touchpointId) {
      return alert;
    }
  }
}

/** Every alert of this touchpoint, after the rules were looked at twice more. */
async function alertsAt({ touchpointId }: Watched): Promise<Alert[]> {
  const marker = await watch({ kind: 'offline', forMs: MINUTE_MS });
  await sendHeartbeat(marker.terminal);
  await letPass(MINUTE_MS);
  await nextAt(marker);
  const { alerts } = await admin.alerts('?limit=200');
  return alerts.filter((alert) => alert.touchpoint?.id === touchpointId);
}

describe('A rule that counts red presses', () => {
  const condition = { kind: 'count', negatives: 3, withinMs: 10 * MINUTE_MS } as const;

  it('raises one alert when there are so many within its window, and another when that begins anew', async () => {
    const till = await watch(condition);
    await press(till, 'negative');
    await letPass(4 * MINUTE_MS);
    await press(till, 'negative');
    await press(till, 'positive');
    expect(await alertsAt(till)).toEqual([]);
    await press(till, 'negative');
    const raised = await nextAt(till);
    expect(raised).toMatchObject({
      cause: 'count',
      state: 'open',
      presses: 0,
      measured: { value: 3, limit: 3 },
      rule: { name: 'Rule: count' },
      touchpoint: { name: 'Exit' },
      location: { name: 'Zwolle' },
      terminal: null,
    });
    await press(till, 'negative');
    expect(await alertsAt(till)).toHaveLength(1);

    await admin.acknowledge(raised.id);
    await nextAt(till);
    await letPass(10 * MINUTE_MS);
    expect(await alertsAt(till)).toHaveLength(1);
    for (let again = 0; again < 3; again += 1) {
      await press(till, 'negative');
    }
    expect((await nextAt(till)).id).not.toBe(raised.id);
  });
});

describe('A rule whose alert nobody took', () => {
  it('tells again when it begins anew', async () => {
    const till = await watch({ kind: 'count', negatives: 2, withinMs: 10 * MINUTE_MS });
    await press(till, 'negative');
    await press(till, 'negative');
    const { id } = await nextAt(till);
    await letPass(10 * MINUTE_MS);
    await press(till, 'negative');
    await press(till, 'negative');
    await until('it was told again', 10_000, async () => {
      const { history } = await admin.alert(id);
      return history.some(({ what, by }) => what.kind === 'reopened' && by === null) ? true : null;
    });
    expect(await alertsAt(till)).toMatchObject([{ id, measured: { value: 2 } }]);
  });
});

describe('A rule on the score', () => {
  it('raises an alert below its limit, once there are enough presses to say so', async () => {
    const condition = { kind: 'score-below', score: 60, withinMs: HOUR_MS, minPresses: 4 } as const;
    const till = await watch(condition);
    for (const rating of ['negative', 'positive', 'negative'] as const) {
      await press(till, rating);
    }
    expect(await alertsAt(till)).toEqual([]);
    await press(till, 'positive');
    expect(await nextAt(till)).toMatchObject({
      cause: 'score',
      measured: { value: 50, limit: 60 },
    });
  });
});

describe('A rule on silence', () => {
  it('raises an alert where terminals are heard and nobody presses, and ends it with the next press', async () => {
    const till = await watch({ kind: 'silent', forMs: 20 * MINUTE_MS });
    await press(till, 'positive');
    const pressed = till.terminal.instant();
    const beat = () => sendHeartbeat(till.terminal, { lastPressAt: pressed });
    await letPass(10 * MINUTE_MS);
    await beat();
    expect(await alertsAt(till)).toEqual([]);
    await letPass(10 * MINUTE_MS);
    await beat();
    const silent = await nextAt(till);
    expect(silent).toMatchObject({ cause: 'silent', state: 'open' });

    await press(till, 'positive');
    await sendHeartbeat(till.terminal, { lastPressAt: till.terminal.instant() });
    expect(await nextAt(till)).toMatchObject({
      id: silent.id,
      state: 'resolved',
      resolved: { by: null },
    });
  });
});

describe('A rule on what terminals say of themselves', () => {
  it('raises an alert for one out of reach, and ends it when it is back', async () => {
    const till = await watch({ kind: 'offline', forMs: 15 * MINUTE_MS });
    await sendHeartbeat(till.terminal);
    await letPass(13 * MINUTE_MS);
    expect(await alertsAt(till)).toEqual([]);
    await letPass(2 * MINUTE_MS);
    const away = await nextAt(till);
    expect(away).toMatchObject({
      cause: 'offline',
      terminal: { id: till.terminal.terminalId },
      measured: { limit: 15 * MINUTE_MS },
    });
    await sendHeartbeat(till.terminal);
    expect(await nextAt(till)).toMatchObject({ id: away.id, state: 'resolved' });
  });

  it('raises an alert for a lost box, once it has been for as long as the rule says', async () => {
    const till = await watch({ kind: 'box-lost', forMs: 5 * MINUTE_MS });
    await sendHeartbeat(till.terminal, { boxes: [{ state: 'searching', detail: 'no port fits' }] });
    expect(await alertsAt(till)).toEqual([]);
    await letPass(5 * MINUTE_MS);
    const lost = await nextAt(till);
    expect(lost).toMatchObject({ cause: 'box-lost', measured: null });
    await sendHeartbeat(till.terminal);
    expect(await nextAt(till)).toMatchObject({ id: lost.id, state: 'resolved' });
  });
});

describe('A rule for open hours', () => {
  it('disturbs nobody while the place is closed, and tells what still holds when it opens', async () => {
    const till = await watch({ kind: 'offline', forMs: 5 * MINUTE_MS }, 'open');
    await sendHeartbeat(till.terminal);
    const opensMs = hub.clock.now() + 60 * MINUTE_MS;
    const opens = new Date(opensMs);
    const day = opens.getUTCDay() || 7;
    const from = opens.toISOString().slice(11, 16);
    const weekly = [
      { day, from, until: '24:00' },
      { day: (day % 7) + 1, from: '00:00', until: '24:00' },
    ];
    await hub.query(
      `update app.locations l set hours = $1 from app.touchpoints t
       where t.location_id = l.location_id and t.touchpoint_id = $2`,
      [JSON.stringify({ timeZone: 'UTC', weekly, closedOn: [] }), till.touchpointId],
    );
    await letPass(30 * MINUTE_MS);
    expect(await alertsAt(till)).toEqual([]);
    await letPass(30 * MINUTE_MS);
    expect(await nextAt(till)).toMatchObject({ cause: 'offline', state: 'open' });
  });
});

describe('Hubs that were out of reach', () => {
  it('tell of terminals that are not heard once they had the time to be, and of those told before no more', async () => {
    const away = await watch({ kind: 'offline', forMs: 15 * MINUTE_MS });
    await sendHeartbeat(away.terminal);
    await letPass(15 * MINUTE_MS);
    const before = await nextAt(away);
    const till = await watch({ kind: 'offline', forMs: 15 * MINUTE_MS });
    await sendHeartbeat(till.terminal);

    await jumpBy(20 * MINUTE_MS);
    expect(await alertsAt(till)).toEqual([]);
    expect(await alertsAt(away)).toMatchObject([{ id: before.id, state: 'open' }]);
    await letPass(15 * MINUTE_MS);
    expect(await nextAt(till)).toMatchObject({ cause: 'offline', state: 'open' });
    expect(await alertsAt(away)).toHaveLength(1);
  });
});

describe('Many terminals that go at once', () => {
  it('are told of by a hundred, so that what was told can be taken meanwhile', async () => {
    const till = await watch({ kind: 'offline', forMs: 5 * MINUTE_MS });
    await sendHeartbeat(till.terminal);
    await hub.query(
      `insert into app.terminals (organization_id, terminal_id, name, touchpoint_id, public_key, thumbprint, shell,
         app_version, enrolled_at_ms)
       select organization_id, gen_random_uuid(), 'Till ' || n, touchpoint_id, public_key, 'till ' || n, shell,
         app_version, $2
       from app.terminals, generate_series(1, 149) as n where terminal_id = $1`,
      [till.terminal.terminalId, hub.clock.now()],
    );
    await letPass(6 * MINUTE_MS);
    const told = await until('all were told of', 20_000, async () => {
      const rows = await hub.query<{ alerts: number }>(
        `select count(*)::int as alerts from app.alerts where touchpoint_id = $1 group by changed_xid
         order by changed_xid`,
        [till.touchpointId],
      );
      const alerts = rows.map((row) => row.alerts);
      return alerts.reduce((sum, count) => sum + count, 0) === 150 ? alerts : null;
    });
    expect(told.length).toBeGreaterThan(1);
    expect(Math.max(...told)).toBeLessThanOrEqual(100);
  });
});
