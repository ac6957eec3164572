import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { RuleContent } from '../../../contract/alert-rule.ts';
import {
  DryRunReply,
  PoliciesReply,
  PolicyReply,
  RuleReply,
  RulesReply,
} from '../../../contract/protocol/alert-rules.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { makeRule, makeRuleContent } from '../../support/test-rule.ts';
import { openStore, type Store } from '../../support/two-stores.ts';

const UNKNOWN = '0190a000-0000-7000-8000-00000000ffff';

let hub: TestHub;
let admin: TestPerson;
let store: Store;
let manager: TestPerson;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  admin = await signInTestPerson(hub.url, hub.demo);
  store = await openStore(hub, 'Deventer');
  manager = (await store.hire('manager')).person;
});
afterAll(() => hub.stop());

async function rulesSeenBy(person: TestPerson): Promise<string[]> {
  const reply = await person.fetch('/v1/alert-rules');
  return RulesReply.parse(await reply.json()).rules.map(({ name }) => name);
}

async function problemOf(reply: Response): Promise<unknown[]> {
  const { type, errors } = (await reply.json()) as { type: string; errors?: { path: string }[] };
  return [reply.status, type, ...(errors ?? []).map(({ path }) => path)];
}

/** Rules that are turned off, until there are so many. */
async function fillUpTo(rules: number, like: RuleContent): Promise<void> {
  await hub.query(
    `insert into app.alert_rules (organization_id, rule_id, version, name, enabled, condition, scope, policy_id,
       changed_at_ms)
     select $1, gen_random_uuid(), 1, $2, false, $3, $4, $5, 1 from generate_series(1, $6)`,
    [
      hub.demo.organizationId,
      like.name,
      JSON.stringify(like.condition),
      JSON.stringify(like.scope),
      like.policyId,
      rules - (await rulesSeenBy(admin)).length,
    ],
  );
}

describe('An organization', () => {
  it('begins with the usual rules, in its first language', async () => {
    const organizationId = await hub.administration.createOrganization({ name: 'Begins' });
    const rows = await hub.query<{ name: string; policy: string }>(
      `select r.name, p.name as policy from app.alert_rules r
       join app.escalation_policies p using (organization_id, policy_id)
       where r.organization_id = $1 order by r.name`,
      [organizationId],
    );
    expect(rows).toEqual([
      { name: 'Elke rode druk', policy: 'Medewerkers meteen, managers na 10 minuten' },
      { name: 'Iemand vraagt om hulp', policy: 'Medewerkers meteen, managers na 10 minuten' },
      { name: 'Knoppenkast 5 minuten kwijt', policy: 'IT meteen' },
      { name: 'Terminal 15 minuten onbereikbaar', policy: 'IT meteen' },
    ]);
  });
});

describe('A rule', () => {
  it('is made, changed and deleted, and every version of it stays', async () => {
    const made = await makeRule(admin, { name: 'Versions' });
    expect(made).toMatchObject({ version: 1, changedBy: 'Demo manager', name: 'Versions' });

    const rule = await makeRuleContent(admin, { name: 'Versions, off', enabled: false });
    const path = `/v1/alert-rules/${made.id}`;
    const changed = await admin.send('PUT', path, { rule, version: 1 });
    expect(RuleReply.parse(await changed.json()).rule).toMatchObject({ ...rule, version: 2 });

    const versions = await admin.fetch(`${path}/versions`);
    expect(RulesReply.parse(await versions.json()).rules.map(({ name }) => name)).toEqual([
      'Versions, off',
      'Versions',
    ]);

    const deleted = await admin.send('DELETE', `${path}?version=2`);
    expect(deleted.status).toBe(200);
    await deleted.arrayBuffer();
    expect(await rulesSeenBy(admin)).not.toContain('Versions, off');
    const rows = await hub.query('select from app.alert_rules where rule_id = $1', [made.id]);
    expect(rows).toHaveLength(3);
    expect(await problemOf(await admin.send('PUT', path, { rule, version: 3 }))).toEqual([
      404,
      'not-found',
    ]);
  });

  it('is not changed by somebody who has not seen its newest version', async () => {
    const made = await makeRule(admin, { name: 'Two at once' });
    const rule = await makeRuleContent(admin, { name: 'Second thoughts' });
    const path = `/v1/alert-rules/${made.id}`;
    const [one, two] = await Promise.all([
      admin.send('PUT', path, { rule, version: 1 }),
      admin.send('PUT', path, { rule, version: 1 }),
    ]);
    expect(new Set([one.status, two.status])).toEqual(new Set([200, 409]));
    const late = one.status === 409 ? one : two;
    await (one.status === 409 ? two : one).arrayBuffer();
    expect(await problemOf(late)).toEqual([409, 'changed-meanwhile']);
    expect(await problemOf(await admin.send('DELETE', `${path}?version=1`))).toEqual([
      409,
      'changed-meanwhile',
    ]);
  });

  it('names only what there is, and says where it does not', async () => {
    const rule = await makeRuleContent(admin, {
      scope: { locationIds: [store.locationId, UNKNOWN], touchpointIds: [UNKNOWN], hours: 'open' },
      policyId: UNKNOWN,
    });
    expect(await problemOf(await admin.send('POST', '/v1/alert-rules', { rule }))).toEqual([
      400,
      'invalid-request',
      '/rule/scope/locationIds/1',
      '/rule/scope/touchpointIds/0',
      '/rule/policyId',
    ]);
  });

  it('is set by a manager for their own places, and seen where it reaches them', async () => {
    const scope = { locationIds: [store.locationId], touchpointIds: [], hours: 'always' as const };
    const own = await makeRule(manager, { name: 'Of Deventer', scope });
    const everywhere = await makeRule(admin, { name: 'Of everybody' });
    const seen = await rulesSeenBy(manager);
    expect(seen).toEqual(expect.arrayContaining(['Of Deventer', 'Of everybody']));

    const wider = await makeRuleContent(admin, { name: 'Wider' });
    for (const [method, path, body] of [
      ['POST', '/v1/alert-rules', { rule: wider }],
      ['PUT', `/v1/alert-rules/${own.id}`, { rule: wider, version: 1 }],
      ['PUT', `/v1/alert-rules/${everywhere.id}`, { rule: wider, version: 1 }],
      ['DELETE', `/v1/alert-rules/${everywhere.id}?version=1`, undefined],
    ] as const) {
      expect(await problemOf(await manager.send(method, path, body))).toEqual([
        403,
        'beyond-places',
      ]);
    }
  });

  it('is one of 200 at most, also when several are made at once', async () => {
    const rule = await makeRuleContent(admin, { name: 'one of many' });
    await fillUpTo(198, rule);
    const replies = await Promise.all(
      Array.from({ length: 6 }, () => admin.send('POST', '/v1/alert-rules', { rule })),
    );
    const refused = replies.filter(({ status }) => status !== 200);
    expect(await Promise.all(refused.map(problemOf))).toEqual(
      Array.from({ length: 4 }, () => [409, 'too-many-rules']),
    );
    await hub.query(`delete from app.alert_rules where name = 'one of many'`);
  });

  it('names a policy that is there, also where that was deleted while the rule was saved', async () => {
    const outcomes = [];
    for (let round = 0; round < 10; round += 1) {
      const made = await admin.send('POST', '/v1/escalation-policies', {
        policy: {
          name: `Round ${round}`,
          levels: [{ afterMs: 0, people: [], channels: 'all' }],
          waits: 'always',
          remindEveryMs: null,
        },
      });
      const { id } = PolicyReply.parse(await made.json()).policy;
      const rule = await makeRuleContent(admin, { name: `Round ${round}`, policyId: id });
      const [saved, deleted] = await Promise.all([
        admin.send('POST', '/v1/alert-rules', { rule }),
        admin.send('DELETE', `/v1/escalation-policies/${id}?version=1`),
      ]);
      outcomes.push([saved.status, deleted.status].join(' '));
      await Promise.all([saved.arrayBuffer(), deleted.arrayBuffer()]);
    }
    expect(outcomes.filter((outcome) => !['200 409', '400 200'].includes(outcome))).toEqual([]);
  });

  it('is not for staff to see or set', async () => {
    const { person } = await store.hire('staff');
    const rule = await makeRuleContent(admin);
    expect((await problemOf(await person.fetch('/v1/alert-rules')))[0]).toBe(403);
    expect((await problemOf(await person.send('POST', '/v1/alert-rules', { rule })))[0]).toBe(403);
  });
});

describe('A dry run', () => {
  async function tryOut(change: Partial<RuleContent>): Promise<DryRunReply> {
    const scope = {
      locationIds: [],
      touchpointIds: [quiet.touchpointId],
      hours: 'always' as const,
    };
    const rule = await makeRuleContent(admin, { scope, ...change });
    const reply = await admin.send('POST', '/v1/alert-rules/dry-run', { rule, days: 7 });
    return DryRunReply.parse(await reply.json());
  }
  let quiet: Store;

  beforeAll(async () => {
    quiet = await openStore(hub, 'Elburg');
    const { terminal } = quiet;
    for (let press = 0; press < 3; press += 1) {
      await terminal.send(terminal.batch([terminal.press('negative')]));
    }
  });

  it('tells what a rule would have raised, by day and with the latest of it', async () => {
    const before = await hub.query('select * from app.alerts');
    const each = await tryOut({ condition: { kind: 'each-negative' } });
    expect(each).toMatchObject({ alerts: 1, leftOut: null });
    expect(each.days).toHaveLength(8);
    expect(each.days.at(-1)?.alerts).toBe(1);
    expect(each.examples).toEqual([
      { atMs: expect.any(Number), place: 'Elburg exit · Elburg', measured: null },
    ]);
    const condition = { kind: 'count', negatives: 4, withinMs: 600_000 } as const;
    expect((await tryOut({ condition })).alerts).toBe(1);
    expect((await tryOut({ condition: { ...condition, negatives: 5 } })).alerts).toBe(0);
    expect(await hub.query('select * from app.alerts')).toEqual(before);
  });

  it('says what of the history is not kept', async () => {
    expect(await tryOut({ condition: { kind: 'offline', forMs: 60_000 } })).toMatchObject({
      alerts: 0,
      leftOut: 'heartbeats-not-kept',
    });
  });
});

describe('A policy', () => {
  const policy = {
    name: 'Anna, then managers',
    levels: [
      { afterMs: 0, people: [{ kind: 'on-duty' }], channels: 'all' },
      { afterMs: 600_000, people: [{ kind: 'role', role: 'manager' }], channels: [] },
    ],
    waits: 'open',
    remindEveryMs: null,
  };

  it('is made and changed by those who set alerts everywhere', async () => {
    const made = await admin.send('POST', '/v1/escalation-policies', { policy });
    const { id } = PolicyReply.parse(await made.json()).policy;
    const path = `/v1/escalation-policies/${id}`;
    const change = { policy: { ...policy, name: 'Changed' }, version: 1 };
    const changed = await admin.send('PUT', path, change);
    expect(PolicyReply.parse(await changed.json()).policy).toMatchObject({
      name: 'Changed',
      version: 2,
    });
    expect(await problemOf(await admin.send('PUT', path, change))).toEqual([
      409,
      'changed-meanwhile',
    ]);
    expect(await problemOf(await manager.send('PUT', path, { ...change, version: 2 }))).toEqual([
      403,
      'beyond-places',
    ]);
    const seen = PoliciesReply.parse(
      await (await manager.fetch('/v1/escalation-policies')).json(),
    ).policies;
    expect(seen.map(({ name }) => name)).toContain('Changed');
  });

  it('stays while a rule names it', async () => {
    const made = await admin.send('POST', '/v1/escalation-policies', { policy });
    const { id } = PolicyReply.parse(await made.json()).policy;
    const rule = await makeRule(admin, { name: 'By it', policyId: id });
    const path = `/v1/escalation-policies/${id}?version=1`;
    const refused = await admin.send('DELETE', path);
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('By it')]);
    await (await admin.send('DELETE', `/v1/alert-rules/${rule.id}?version=1`)).arrayBuffer();
    const deleted = await admin.send('DELETE', path);
    expect(deleted.status).toBe(200);
    await deleted.arrayBuffer();
  });

  it('names people and channels that there are, and waits at least a minute for each level', async () => {
    const [first, second] = policy.levels;
    const strangers = {
      ...policy,
      levels: [{ ...first, people: [{ kind: 'person', userId: UNKNOWN }], channels: [UNKNOWN] }],
    };
    expect(
      await problemOf(await admin.send('POST', '/v1/escalation-policies', { policy: strangers })),
    ).toEqual([400, 'invalid-request', '/policy/levels/0/people/0', '/policy/levels/0/channels/0']);
    const hasty = { ...policy, levels: [first, { ...second, afterMs: 1_000 }] };
    expect(
      await problemOf(await admin.send('POST', '/v1/escalation-policies', { policy: hasty })),
    ).toEqual([400, 'invalid-request', '/policy/levels']);
  });
});
