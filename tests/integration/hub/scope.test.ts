import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  ELSEWHERE_ID,
  type AlertRule,
  type EscalationPolicy,
  type PolicyContent,
  type RuleContent,
} from '../../../contract/alert-rule.ts';
import { PoliciesReply, PolicyReply } from '../../../contract/protocol/alert-rules.ts';
import type { ChannelContent } from '../../../contract/protocol/channels.ts';
import type { Role } from '../../../contract/protocol/me.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { addTestChannel, makeChannelContent } from '../../support/test-channel.ts';
import { newEventId } from '../../support/test-terminal.ts';
import { InvitationReply } from '../../../contract/protocol/people.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import { makeRule, makeRuleContent } from '../../support/test-rule.ts';
import { openStore, type Store } from '../../support/two-stores.ts';

/** A request that is about a store, or names something of it. */
type Ask = { readonly path: string; readonly body?: unknown };
type AskAbout = (store: Store, hub: TestHub) => Ask | Promise<Ask>;

type Route =
  /** `public`: for anybody. `own`: about whoever asks, or the organization as a whole, and about no place. */
  | 'public'
  | 'terminal'
  | 'visitor'
  | 'own'
  /** Server-sent events, tested by themselves below. */
  | 'stream'
  /** Tells of many places: asked about the other store too, it leaves everything of that out. */
  | { readonly kind: 'listed'; readonly asks: readonly AskAbout[] }
  /** About all places at once: refused to everybody whose role is at some. */
  | { readonly kind: 'everywhere'; readonly asks: readonly AskAbout[] }
  /** About something at one place: of the other store it answers as if that were not there. */
  | { readonly kind: 'bound'; readonly asks: readonly AskAbout[] };

const listed = (...asks: AskAbout[]): Route => ({ kind: 'listed', asks });
const bound = (...asks: AskAbout[]): Route => ({ kind: 'bound', asks });
const everywhere = (...asks: AskAbout[]): Route => ({ kind: 'everywhere', asks });

/** Every route that the hub has. Whoever adds one says here for whom it is, and how to ask it for another store's. */
const ROUTES: Readonly<Record<string, Route>> = {
  'GET /.well-known/oauth-authorization-server': 'public',
  'GET /healthz': 'public',
  'GET /metrics': 'public',
  'GET /readyz': 'public',
  'POST /api/auth/sign-in/email': 'public',
  'POST /api/auth/sign-out': 'public',
  'POST /oauth/token': 'public',
  'POST /v1/invitations/offer': 'public',
  'POST /v1/invitations/accept': 'public',
  'POST /v1/enrolments': 'public',

  'GET /v1/terminal/config': 'terminal',
  'GET /v1/terminal/help/{pressId}': 'terminal',
  'POST /v1/events': 'terminal',
  'POST /v1/terminal/heartbeat': 'terminal',

  'GET /f/faces/{picture}': 'visitor',
  'GET /f/s/{code}': 'visitor',
  'GET /f/s/{code}/{answer}': 'visitor',
  'GET /f/{token}': 'visitor',
  'POST /f/s/{code}': 'visitor',
  'POST /f/s/{code}/{answer}': 'visitor',
  'POST /f/{token}': 'visitor',

  'GET /v1/me': 'own',
  'GET /v1/me/profile': 'own',
  'PUT /v1/me/profile': 'own',
  // Somebody else's device answers 404: `personal-messages.test.ts`.
  'GET /v1/me/push': 'own',
  'POST /v1/me/push': 'own',
  'DELETE /v1/me/push/{id}': 'own',
  'POST /v1/me/test-message': 'own',
  // One's own only: `personal-messages.test.ts`.
  'GET /v1/me/test-message': 'own',
  'GET /v1/holiday-regions': 'own',

  'GET /v1/stream': 'stream',
  'GET /v1/alerts': listed(
    () => ({ path: '/v1/alerts?limit=200' }),
    // Older than an alert there: the page begins in the same place as behind one that does not exist.
    async (store) => {
      await own.pressAnew();
      return { path: `/v1/alerts?limit=200&before=${await store.pressAnew()}` };
    },
    ({ locationId }) => ({ path: `/v1/alerts?limit=200&locationId=${locationId}` }),
  ),
  'GET /v1/alerts/{id}': bound(({ alertId }) => ({ path: `/v1/alerts/${alertId}` })),
  'POST /v1/alerts/{id}/acknowledge': bound(async (store) => ({
    path: `/v1/alerts/${await store.pressAnew()}/acknowledge`,
  })),
  'POST /v1/alerts/{id}/hand-back': bound(async (store, test) => {
    const alertId = await store.pressAnew();
    await test.query(
      `update app.alerts set acknowledged_at_ms = 1, acknowledged_by = 'Somebody' where alert_id = $1`,
      [alertId],
    );
    return { path: `/v1/alerts/${alertId}/hand-back` };
  }),
  'POST /v1/alerts/{id}/snooze': bound(({ alertId }) => ({
    path: `/v1/alerts/${alertId}/snooze`,
    body: { forMs: 60_000 },
  })),
  'POST /v1/alerts/{id}/comments': bound(({ alertId }) => ({
    path: `/v1/alerts/${alertId}/comments`,
    body: { text: 'On my way' },
  })),
  'POST /v1/alerts/{id}/resolve': bound(async (store) => ({
    path: `/v1/alerts/${await store.pressAnew()}/resolve`,
  })),
  'POST /v1/alerts/{id}/reopen': bound(async (store, test) => {
    const alertId = await store.pressAnew();
    await test.query('update app.alerts set resolved_at_ms = 1 where alert_id = $1', [alertId]);
    return { path: `/v1/alerts/${alertId}/reopen` };
  }),

  'GET /v1/people': listed(() => ({ path: '/v1/people' })),
  'PUT /v1/people/{userId}/grants': bound(
    async (store) => ({
      path: `/v1/people/${(await store.hire('staff')).userId}/grants`,
      body: { grants: [{ role: 'staff', locationId: store.locationId }] },
    }),
    // A role at another store, for somebody of the own one.
    ({ locationId }) => ({
      path: `/v1/people/${own.staffId}/grants`,
      body: { grants: [{ role: 'staff', locationId }] },
    }),
  ),
  'DELETE /v1/people/{userId}': bound(async (store) => ({
    path: `/v1/people/${(await store.hire('staff')).userId}`,
  })),
  'POST /v1/people/invitations': bound(({ locationId }) => ({
    path: '/v1/people/invitations',
    body: {
      email: `${newEventId()}@glimlach.example`,
      grants: [{ role: 'staff', locationId }],
      language: 'nl',
    },
  })),
  'DELETE /v1/people/invitations/{id}': bound(async ({ locationId }) => ({
    path: `/v1/people/invitations/${await inviteTo(locationId)}`,
  })),
  'GET /v1/rotas/{locationId}': bound(({ locationId }) => ({ path: `/v1/rotas/${locationId}` })),
  'PUT /v1/rotas/{locationId}': bound(({ locationId, staffId }) => ({
    path: `/v1/rotas/${locationId}`,
    body: { shifts: [{ userId: staffId, day: 1, from: '09:00', until: '17:00' }] },
  })),
  'GET /v1/places': listed(() => ({ path: '/v1/places' })),
  'PUT /v1/places/{locationId}/hours': bound(({ locationId }) => ({
    path: `/v1/places/${locationId}/hours`,
    body: { hours: null, holidays: { country: 'NL', state: null } },
  })),
  'GET /v1/alert-rules': listed(async (store) => {
    await ruleAt(store);
    return { path: '/v1/alert-rules' };
  }),
  'POST /v1/alert-rules': bound(
    async (store) => ({
      path: '/v1/alert-rules',
      body: { rule: await ruleContentAt(store) },
    }),
    async (store) => ({
      path: '/v1/alert-rules',
      body: {
        rule: {
          ...(await ruleContentAt(own)),
          scope: { locationIds: [], touchpointIds: [store.touchpointId], hours: 'always' },
        },
      },
    }),
    async (store) => ({
      path: '/v1/alert-rules',
      body: {
        rule: {
          ...(await ruleContentAt(own)),
          scope: {
            locationIds: [own.locationId],
            touchpointIds: [store.touchpointId],
            hours: 'always',
          },
        },
      },
    }),
  ),
  'POST /v1/alert-rules/dry-run': bound(async (store) => ({
    path: '/v1/alert-rules/dry-run',
    body: { rule: await ruleContentAt(store), days: 7 },
  })),
  'GET /v1/alert-rules/{id}/versions': bound(async (store) => ({
    path: `/v1/alert-rules/${(await ruleAt(store)).id}/versions`,
  })),
  'PUT /v1/alert-rules/{id}': bound(
    async (store) => ({
      path: `/v1/alert-rules/${(await ruleAt(store)).id}`,
      body: { rule: await ruleContentAt(store), version: 1 },
    }),
    // One of the own store that is to hold at another.
    async (store) => ({
      path: `/v1/alert-rules/${(await ruleAt(own)).id}`,
      body: { rule: await ruleContentAt(store), version: 1 },
    }),
  ),
  'DELETE /v1/alert-rules/{id}': bound(async (store) => ({
    path: `/v1/alert-rules/${(await ruleAt(store)).id}?version=1`,
  })),
  'GET /v1/escalation-policies': listed(async (store) => {
    await policyAt(store);
    return { path: '/v1/escalation-policies' };
  }),
  'POST /v1/escalation-policies': everywhere(async () => ({
    path: '/v1/escalation-policies',
    body: { policy: contentOf(await policyOf()) },
  })),
  'PUT /v1/escalation-policies/{id}': everywhere(async () => {
    const policy = await policyOf();
    return {
      path: `/v1/escalation-policies/${policy.id}`,
      body: { policy: { ...contentOf(policy), waits: 'always' }, version: policy.version },
    };
  }),
  'DELETE /v1/escalation-policies/{id}': everywhere(async () => {
    const { id, version } = await policyOf();
    return { path: `/v1/escalation-policies/${id}?version=${version}` };
  }),

  'GET /v1/channels': listed(async (store) => {
    await channelAt(store);
    return { path: '/v1/channels' };
  }),
  'POST /v1/channels': bound((store) => ({
    path: '/v1/channels',
    body: { channel: channelContentAt(store), url: NOWHERE },
  })),
  'PUT /v1/channels/{id}': bound(
    async (store) => ({
      path: `/v1/channels/${await channelAt(store)}`,
      body: { channel: channelContentAt(store), url: NOWHERE },
    }),
    async (store) => ({
      path: `/v1/channels/${await channelAt(own)}`,
      body: { channel: channelContentAt(store), url: NOWHERE },
    }),
  ),
  'DELETE /v1/channels/{id}': bound(async (store) => ({
    path: `/v1/channels/${await channelAt(store)}`,
  })),
  'POST /v1/channels/{id}/rotate-secret': bound(async (store) => ({
    path: `/v1/channels/${await channelAt(store)}/rotate-secret`,
  })),
  'POST /v1/channels/{id}/test': bound(async (store) => ({
    path: `/v1/channels/${await channelAt(store)}/test`,
  })),
  'GET /v1/deliveries': listed(
    async (store, on) => {
      await deliveryAt(store, on);
      return { path: '/v1/deliveries?limit=200' };
    },
    async (store, on) => {
      await deliveryAt(store, on);
      return { path: `/v1/deliveries?limit=200&alertId=${store.alertId}` };
    },
  ),
  'POST /v1/deliveries/{id}/replay': bound(async (store, on) => ({
    path: `/v1/deliveries/${await deliveryAt(store, on)}/replay`,
  })),

  'GET /v1/fleet/terminals': listed(
    () => ({ path: '/v1/fleet/terminals?limit=100' }),
    ({ name }) => ({ path: `/v1/fleet/terminals?search=${name}` }),
    () => ({ path: '/v1/fleet/terminals?only=troubled' }),
  ),
  'GET /v1/fleet/terminals/{terminalId}': bound(({ terminal }) => ({
    path: `/v1/fleet/terminals/${terminal.terminalId}`,
  })),
  'GET /v1/fleet/terminals/{terminalId}/parked': bound(({ terminal }) => ({
    path: `/v1/fleet/terminals/${terminal.terminalId}/parked`,
  })),
  'GET /v1/fleet/terminals/{terminalId}/parked.ndjson': bound(({ terminal }) => ({
    path: `/v1/fleet/terminals/${terminal.terminalId}/parked.ndjson`,
  })),
  'POST /v1/fleet/terminals/{terminalId}/retry-parked': bound(({ terminal }) => ({
    path: `/v1/fleet/terminals/${terminal.terminalId}/retry-parked`,
  })),
};

async function ruleContentAt({ name, locationId }: Store): Promise<RuleContent> {
  return makeRuleContent(admin, {
    name: `Rule of ${name}`,
    scope: { locationIds: [locationId], touchpointIds: [], hours: 'always' },
  });
}

async function ruleAt(store: Store): Promise<AlertRule> {
  return makeRule(admin, await ruleContentAt(store));
}

/** It is everybody's, and tells somebody of the store. */
async function policyAt({ staffId }: Store): Promise<void> {
  const level = { afterMs: 0, people: [{ kind: 'person', userId: staffId }], channels: 'all' };
  const reply = await admin.post('/v1/escalation-policies', {
    policy: { name: 'Somebody', levels: [level], waits: 'always', remindEveryMs: null },
  });
  PolicyReply.parse(await reply.json());
}

async function policyOf(): Promise<EscalationPolicy> {
  const reply = await admin.fetch('/v1/escalation-policies');
  const [policy] = PoliciesReply.parse(await reply.json()).policies;
  if (policy === undefined) {
    throw new Error('The organization has no policy.');
  }
  return policy;
}

function contentOf({ name, levels, waits, remindEveryMs }: EscalationPolicy): PolicyContent {
  return { name, levels, waits, remindEveryMs };
}

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9/hook';

function channelContentAt({ name, locationId }: Store): ChannelContent {
  return makeChannelContent({ name: `Tickets of ${name}`, locationId, enabled: false });
}

async function channelAt(store: Store): Promise<string> {
  return (await addTestChannel(admin, NOWHERE, channelContentAt(store))).channel.id;
}

/** One that went out. */
async function deliveryAt(store: Store, on: TestHub): Promise<string> {
  const id = newEventId();
  await on.query(
    `insert into app.deliveries (organization_id, delivery_id, alert_id, location_id, reason, occasion, channel,
       target_id, to_name, state, created_at_ms)
     values ($1, $2, $3, $4, 'opened', $2::uuid::text, 'webhook', $2, $5, 'sent', 1)`,
    [on.demo.organizationId, id, store.alertId, store.locationId, `Tickets of ${store.name}`],
  );
  return id;
}

const ROLES: readonly Role[] = ['staff', 'manager', 'analyst', 'it', 'admin'];

let hub: TestHub;
/** Everywhere. */
let admin: TestPerson;
let own: Store;
let other: Store;
/** One of each role at the own store. */
let people: readonly { readonly role: Role; readonly person: TestPerson }[];
let operations: readonly string[];

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  admin = await signInTestPerson(hub.url, hub.demo);
  own = await openStore(hub, 'Arnhem');
  other = await openStore(hub, 'Breda');
  const hired: { role: Role; person: TestPerson }[] = [];
  for (const role of ROLES) {
    hired.push({ role, person: (await own.hire(role)).person });
  }
  people = hired;
  const reply = await fetch(`${hub.url}/openapi.json`);
  const { paths } = (await reply.json()) as { paths: Record<string, Record<string, unknown>> };
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
});
afterAll(() => hub.stop());

/** By the admin of the organization. */
async function inviteTo(locationId: string): Promise<string> {
  const reply = await admin.post('/v1/people/invitations', {
    email: `${newEventId()}@glimlach.example`,
    grants: [{ role: 'staff', locationId }],
    language: 'en',
  });
  return InvitationReply.parse(await reply.json()).invitation.id;
}

type Answer = { readonly role: Role; readonly status: number; readonly text: string };

async function ask(route: string, { path, body }: Ask, who = people): Promise<Answer[]> {
  const method = route.split(' ', 1)[0] ?? 'GET';
  const answers: Answer[] = [];
  for (const { role, person } of who) {
    const reply = await person.fetch(path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    answers.push({ role, status: reply.status, text: await reply.text() });
  }
  return answers;
}

/** Every row in which something of the store stands. */
async function rowsOf(store: Store): Promise<string[]> {
  const tables = await hub.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'app'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await hub.query<{ row: string }>(
      `select row_to_json(t)::text as row from app.${name} t`,
    );
    found.push(...rows.map(({ row }) => `${name} ${row}`).filter((row) => tellsOf(store, row)));
  }
  return found.toSorted();
}

function tellsOf({ traces }: Store, text: string): boolean {
  return traces.some((trace) => text.includes(trace));
}

/** Refused for their role, or as if there were no such thing; said without a word of it. */
function refuses({ status, text }: Answer): boolean {
  const isForRole = status === 403 && text.includes('"role-missing"');
  return (status === 404 || isForRole) && !tellsOf(other, text);
}

const routesOf = (kind: 'listed' | 'bound' | 'everywhere'): [string, readonly AskAbout[]][] =>
  Object.entries(ROUTES).flatMap(([route, how]): [string, readonly AskAbout[]][] =>
    typeof how === 'object' && how.kind === kind ? [[route, how.asks]] : [],
  );

describe('Whoever has a role at one store', () => {
  it('meets no route of which nobody has said for whom it is', () => {
    expect(operations.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });

  it.each(routesOf('listed'))('is shown nothing of another by %s', async (route, asks) => {
    for (const about of asks) {
      const answers = [
        ...(await ask(route, await about(other, hub))),
        ...(await ask(route, await about(own, hub))),
      ];
      for (const answer of answers) {
        expect([200, 403]).toContain(answer.status);
        expect(tellsOf(other, answer.text) ? answer : null).toBeNull();
      }
      // Somebody sees their own: it is the store that makes the difference.
      expect(answers.some(({ status, text }) => status === 200 && tellsOf(own, text))).toBe(true);
    }
  });

  it.each(routesOf('bound'))('cannot reach anything of another by %s', async (route, asks) => {
    for (const about of asks) {
      const theirs = await about(other, hub);
      const before = await rowsOf(other);
      const answers = await ask(route, theirs);
      expect(answers.filter((answer) => !refuses(answer))).toEqual([]);
      expect(answers.map(({ status }) => status)).toContain(404);
      expect(await rowsOf(other)).toEqual(before);
      // At their own store the very same goes well for somebody.
      const statuses: number[] = [];
      for (const one of people) {
        const [answer] = await ask(route, await about(own, hub), [one]);
        statuses.push(answer?.status ?? 0);
      }
      expect(statuses.filter((status) => status >= 200 && status < 300)).not.toEqual([]);
      expect(statuses).not.toContain(404);
    }
  });

  it.each(routesOf('everywhere'))('changes nothing for all by %s', async (route, asks) => {
    for (const about of asks) {
      const before = await hub.query('select * from app.escalation_policies');
      const answers = await ask(route, await about(own, hub));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
      expect(await hub.query('select * from app.escalation_policies')).toEqual(before);
    }
  });

  it('cannot tell what there is elsewhere by a cursor that points there', async () => {
    const theirs = await other.pressAnew();
    const terminalId = other.terminal.terminalId;
    for (const { person } of people) {
      for (const [path, id] of [
        ['/v1/alerts?before=', theirs],
        ['/v1/fleet/terminals?after=calm.', terminalId],
        ['/v1/fleet/terminals?after=troubled.', terminalId],
      ] as const) {
        const [foreign, unknown] = [
          await person.fetch(`${path}${id}`),
          await person.fetch(`${path}${newEventId()}`),
        ];
        const pages = [await foreign.json(), await unknown.json()].map((page) =>
          // Where the stream stands.
          JSON.stringify({ ...(page as object), cursor: null }),
        );
        expect(pages[0]).toBe(pages[1]);
        expect(foreign.status).toBe(unknown.status);
      }
    }
  });

  it('is told of a policy for all that it tells somebody elsewhere, and not whom', async () => {
    const channels = [await channelAt(own), await channelAt(other)];
    const [here, there] = [own.staffId, other.staffId].map((userId) => ({
      kind: 'person' as const,
      userId,
    }));
    const role = { kind: 'role' as const, role: 'admin' as const };
    const made = await admin.post('/v1/escalation-policies', {
      policy: {
        name: 'For all',
        levels: [
          { afterMs: 0, people: [there, here, role], channels },
          { afterMs: 60_000, people: [role], channels: 'all' },
        ],
        waits: 'always',
        remindEveryMs: null,
      },
    });
    const { policy } = PolicyReply.parse(await made.json());
    const elsewhere = { kind: 'person', userId: ELSEWHERE_ID };
    for (const [person, seen] of [
      [admin, policy],
      [
        people.find(({ role: held }) => held === 'manager')?.person,
        {
          ...policy,
          levels: [
            {
              ...policy.levels[0],
              people: [here, role, elsewhere],
              channels: [channels[0], ELSEWHERE_ID],
            },
            policy.levels[1],
          ],
          changedBy: null,
        },
      ],
    ] as const) {
      const reply = await person?.fetch('/v1/escalation-policies');
      const { policies } = PoliciesReply.parse(await reply?.json());
      expect(policies.find(({ id }) => id === policy.id)).toEqual(seen);
    }
  });

  it('hears of no alert of another in the stream, as it happens or from the beginning', async () => {
    for (const { person } of people) {
      const stream = await person.stream();
      await other.pressAnew();
      const alertId = await own.pressAnew();
      expect((await stream.next()).alert.id).toBe(alertId);
      stream.close();
      await stream.ended();

      const resumed = await person.stream('0');
      const heard: string[] = [];
      while (!heard.includes(alertId)) {
        const { alert } = await resumed.next();
        expect(alert.location?.id).toBe(own.locationId);
        heard.push(alert.id);
      }
      resumed.close();
      await resumed.ended();
    }
  });

  it('cannot tell from the stream that anything happened elsewhere', async () => {
    for (const { person } of people) {
      const resumed = await person.fetch('/v1/stream?cursor=0');
      const reader = resumed.body?.pipeThrough(new TextDecoderStream()).getReader();
      for (let times = 0; times < 3; times += 1) {
        await other.pressAnew();
      }
      const alertId = await own.pressAnew();
      let said = '';
      while (!said.includes(alertId)) {
        said += (await reader?.read())?.value ?? '';
      }
      await reader?.cancel();
      const blocks = said.split('\n\n').filter((block) => block.includes('id: '));
      const bare = blocks.filter((block) => !block.startsWith('event: alert'));
      // Where the stream stands once it has caught up.
      expect(bare.length).toBeLessThanOrEqual(1);
    }
  });
});
