import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  FleetReply,
  FleetTerminalReply,
  ParkedEvent,
  ParkedReply,
  RetryParkedReply,
  type FleetTerminal,
} from '../../../contract/protocol/fleet.ts';
import type { BoxStatus } from '../../../contract/box-status.ts';
import type { HeartbeatRequest } from '../../../contract/protocol/heartbeat.ts';
import type { Role } from '../../../contract/protocol/me.ts';
import { sendHeartbeat } from '../../support/heartbeat.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';
import {
  enrolTestTerminal,
  newEventId,
  type Made,
  type TestTerminal,
} from '../../support/test-terminal.ts';

let hub: TestHub;
/** Every test has an organization of its own, so that fleets do not mix. */
let organizationId: string;
let enrolmentKey: string;
let keeper: TestPerson;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
});
afterAll(() => hub.stop());

beforeEach(async () => {
  organizationId = await hub.administration.createOrganization({ name: 'Shop' });
  enrolmentKey = (await hub.administration.createEnrolmentKey(organizationId)).key;
  keeper = await member('it');
});

async function member(role: Role): Promise<TestPerson> {
  const credentials = { email: `${newEventId()}@glimlach.example`, password: 'long-enough' };
  await hub.administration.saveMember(organizationId, { ...credentials, name: role, role });
  return signInTestPerson(hub.url, credentials);
}

async function enrol(name?: string): Promise<TestTerminal> {
  const terminal = await enrolTestTerminal(hub.url, enrolmentKey, { now: hub.clock.now });
  if (name !== undefined) {
    await hub.query('update app.terminals set name = $2 where terminal_id = $1', [
      terminal.terminalId,
      name,
    ]);
  }
  return terminal;
}

async function fleet(query = '', by = keeper): Promise<FleetReply> {
  return FleetReply.parse(await (await by.fetch(`/v1/fleet/terminals${query}`)).json());
}

async function open(terminal: TestTerminal): Promise<FleetTerminalReply> {
  const reply = await keeper.fetch(`/v1/fleet/terminals/${terminal.terminalId}`);
  return FleetTerminalReply.parse(await reply.json());
}

async function parked(terminal: TestTerminal, query = ''): Promise<ParkedReply> {
  const reply = await keeper.fetch(`/v1/fleet/terminals/${terminal.terminalId}/parked${query}`);
  return ParkedReply.parse(await reply.json());
}

/** An event that fits no schema, under a number of its own. */
function misfit(terminal: TestTerminal): Made {
  const made = terminal.press('positive');
  return { ...made, body: made.body.replace('"pressed"', '"danced"') as Made['body'] };
}

function stating(
  terminal: TestTerminal,
  how: { oldestQueued?: number | null; parked?: number[]; made?: number },
): Parameters<TestTerminal['batch']>[1] {
  const { made = terminal.made(), oldestQueued = null } = how;
  const queued = oldestQueued === null ? 0 : made - oldestQueued + 1;
  const ledger = { made, queued, oldestQueued, parked: how.parked ?? [] };
  return { ledgers: [{ ledgerId: terminal.ledgerId, ...ledger }] };
}

const LIVE_BOX: BoxStatus = {
  state: 'live',
  boxId: 'GB-1',
  driver: 'glimlach',
  firmware: '1.0.3',
  path: '/dev/ttyACM0',
  troubles: [],
};

const names = (terminals: readonly FleetTerminal[]): string[] => terminals.map(({ name }) => name);

describe('The books of a terminal', () => {
  it('say where each number is', async () => {
    const terminal = await enrol('Till 1');
    const [first, second, third] = [1, 2, 3].map(() => terminal.press('positive'));
    terminal.press('neutral');
    await terminal.send(
      terminal.batch([first, third] as Made[], stating(terminal, { oldestQueued: 4 })),
    );
    expect(second?.event.number).toBe(2);
    const balance = { made: 4, stored: 2, queued: 1, parked: 0, unaccounted: 1 };
    const statedAtMs = expect.any(Number);
    expect(await open(terminal)).toEqual({
      terminal: {
        id: terminal.terminalId,
        name: 'Till 1',
        touchpoint: null,
        location: null,
        shell: 'electron',
        appVersion: '1.0.0',
        enrolledAtMs: expect.any(Number),
        lastSeenAtMs: expect.any(Number),
        storage: null,
        boxes: [],
        screen: null,
        configurationRefused: null,
        balance,
        ledgers: 1,
        lostLedgers: 0,
        forkedLedgers: 0,
      },
      books: [
        {
          ledgerId: terminal.ledgerId,
          state: 'open',
          forked: false,
          ...balance,
          statedAtMs,
          gaps: [{ from: 2, through: 2 }],
        },
      ],
      retryParked: null,
    });
  });

  it('show a ledger that it no longer states as lost, with what had waited in it', async () => {
    const terminal = await enrol();
    const presses = [1, 2, 3].map(() => terminal.press('positive'));
    await terminal.send(
      terminal.batch(presses.slice(0, 2), stating(terminal, { oldestQueued: 1 })),
    );
    hub.clock.moveBy(1_000);
    const other = { ledgerId: newEventId(), made: 0, queued: 0, oldestQueued: null, parked: [] };
    await terminal.send(terminal.batch([], { ledgers: [other] }));
    const { terminal: summary, books } = await open(terminal);
    expect(books.map(({ state, queued, unaccounted }) => ({ state, queued, unaccounted }))).toEqual(
      [
        { state: 'open', queued: 0, unaccounted: 0 },
        { state: 'lost', queued: 0, unaccounted: 1 },
      ],
    );
    expect([summary.ledgers, summary.lostLedgers]).toEqual([2, 1]);
    expect((await fleet('?only=troubled')).terminals).toEqual([summary]);

    // A disk that was only away comes back.
    const own = stating(terminal, {})?.ledgers ?? [];
    await terminal.send(terminal.batch(presses.slice(2), { ledgers: [...own, other] }));
    expect(await fleet('?only=troubled')).toEqual({ terminals: [], next: null });
  });

  it('flag a cloned disk', async () => {
    const terminal = await enrol();
    const press = terminal.press('positive');
    const { event: twin } = terminal.press('negative', { number: 1 });
    await terminal.send(terminal.batch([press], stating(terminal, { made: 1 })));
    await terminal.send(
      terminal.batch([{ ...press, id: twin.id, body: JSON.stringify(twin) as Made['body'] }]),
    );
    expect((await open(terminal)).terminal.forkedLedgers).toBe(1);
  });

  it('take the word of a heartbeat, which also says how storage and button boxes are', async () => {
    const terminal = await enrol();
    terminal.press('positive');
    const ledgers = stating(terminal, { oldestQueued: 1 })?.ledgers ?? [];
    const boxes = [LIVE_BOX, { state: 'searching' as const, detail: 'No box answers.' }];
    await sendHeartbeat(terminal, { ledgers, storage: 'full', boxes });
    expect((await open(terminal)).terminal).toEqual(
      expect.objectContaining({
        appVersion: '1.2.3',
        storage: 'full',
        boxes,
        balance: { made: 1, stored: 0, queued: 1, parked: 0, unaccounted: 0 },
      }),
    );
  });

  it('say that nothing is painted or heard, and which configuration is not used, and list it first', async () => {
    const terminal = await enrol('Till 9');
    const told = async (
      change: Parameters<typeof sendHeartbeat>[1],
    ): Promise<readonly unknown[]> => {
      const at = { ...terminal.instant(), monotonicMs: 1_000_000 };
      const before = (ms: number) => ({ ...at, monotonicMs: at.monotonicMs - ms });
      await sendHeartbeat(terminal, {
        at,
        lastFrameAt: before(100),
        lastInputAt: before(2_000),
        ...change,
      });
      const { screen, configurationRefused } = (await open(terminal)).terminal;
      const { terminals } = await fleet('?only=troubled');
      return [screen, configurationRefused, names(terminals)];
    };
    const at = (monotonicMs: number) => ({ ...terminal.instant(), monotonicMs });
    expect([
      await told({}),
      await told({ lastFrameAt: at(930_000) }),
      await told({ lastFrameAt: null }),
      await told({ lastInputAt: at(690_000) }),
      await told({ lastInputAt: at(690_000), shell: 'browser' }),
      await told({ lastInputAt: null }),
      await told({ configurationRefused: 9 }),
    ]).toEqual([
      ['ok', null, []],
      ['no-frames', null, ['Till 9']],
      ['no-frames', null, ['Till 9']],
      ['no-input', null, ['Till 9']],
      ['ok', null, []],
      ['ok', null, []],
      ['ok', 9, ['Till 9']],
    ]);
  });

  it('stay readable whatever numbers a terminal claims', async () => {
    const terminal = await enrol();
    const claim = (parkedNumbers: number[]): HeartbeatRequest['ledgers'][number] => ({
      ledgerId: newEventId(),
      made: Number.MAX_SAFE_INTEGER,
      queued: Number.MAX_SAFE_INTEGER,
      oldestQueued: Number.MAX_SAFE_INTEGER,
      parked: parkedNumbers,
    });
    await sendHeartbeat(terminal, {
      ledgers: [claim([]), claim([1, Number.MAX_SAFE_INTEGER]), claim([7])],
    });
    const { terminal: summary } = await open(terminal);
    expect(summary.balance.made).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('The fleet', () => {
  it('lists those first whose books ask for somebody, and each group by name', async () => {
    const [c, a, d, b] = [await enrol('C'), await enrol('A'), await enrol('D'), await enrol('B')];
    await b.send(b.batch([b.press('positive')]));
    await c.send(c.batch([c.press('positive')], stating(c, { made: 3 })));
    await d.send(d.batch([misfit(d)], stating(d, { oldestQueued: 1 })));
    await d.send(d.batch([], stating(d, { parked: [1] })));
    expect(a.made()).toBe(0);
    expect(names((await fleet()).terminals)).toEqual(['C', 'D', 'A', 'B']);
    expect(names((await fleet('?only=troubled')).terminals)).toEqual(['C', 'D']);
  });

  it.each<[string, readonly BoxStatus[], readonly string[]]>([
    ['that is live does not', [LIVE_BOX], []],
    ['that never was does not', [], []],
    ['that is looked for does', [LIVE_BOX, { state: 'searching', detail: '' }], ['Box']],
    ['that is silent does', [{ state: 'stale', boxId: 'GB-1', path: '/dev/ttyACM0' }], ['Box']],
    [
      'with a stuck button does',
      [{ ...LIVE_BOX, troubles: [{ button: 2, kind: 'stuck' }] }],
      ['Box'],
    ],
  ])('lists a terminal first for a box that needs somebody: one %s', async (_, boxes, first) => {
    await enrol('A');
    await sendHeartbeat(await enrol('Box'), { boxes: [...boxes] });
    expect(names((await fleet('?only=troubled')).terminals)).toEqual(first);
    expect(names((await fleet()).terminals)).toEqual(
      first.length === 0 ? ['A', 'Box'] : ['Box', 'A'],
    );
  });

  it('comes in pages that leave nothing out and name nothing twice', async () => {
    const expected: string[] = [];
    for (const name of ['1', '2', '2', '3', '4', '5', '6']) {
      const terminal = await enrol(name);
      if (Number(name) % 3 === 0) {
        await terminal.send(terminal.batch([], stating(terminal, { made: 1 })));
      }
      expected.push(terminal.terminalId);
    }
    for (const limit of [1, 2, 3, 7]) {
      const listed: FleetTerminal[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page: FleetReply = await fleet(`?limit=${limit}${next && `&after=${next}`}`);
        listed.push(...page.terminals);
        ({ next } = page);
      }
      expect(names(listed)).toEqual(['3', '6', '1', '2', '2', '4', '5']);
      expect(listed.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
    }
  });

  it('finds by the name of terminal, touchpoint and location, letter by letter', async () => {
    const { administration } = hub;
    const locationId = await administration.createLocation(organizationId, { name: 'Zürich_1' });
    const touchpointId = await administration.createTouchpoint(organizationId, {
      name: 'Exit',
      locationId,
    });
    const [till] = [await enrol('Till 100%'), await enrol('Lobby')];
    await administration.assignTerminal(organizationId, till.terminalId, touchpointId);
    for (const search of ['till', '100%', 'EXIT', 'zürich_']) {
      const found = await fleet(`?search=${encodeURIComponent(search)}`);
      expect([search, names(found.terminals)]).toEqual([search, ['Till 100%']]);
    }
    expect((await fleet('?search=h_1')).terminals).toHaveLength(1);
    expect((await fleet('?search=_________________')).terminals).toEqual([]);
    expect((await fleet('?search=')).terminals).toHaveLength(2);
  });

  it('agrees with the database on whose books ask for somebody', async () => {
    const terminal = await enrol();
    const ranges = fc
      .uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 6 })
      .map((numbers) => `{${numbers.map((number) => `[${number},${number}]`).join(',')}}`);
    await fc.assert(
      fc.asyncProperty(
        ranges,
        ranges,
        fc.boolean(),
        fc.nat(14),
        fc.option(fc.integer({ min: 1, max: 16 })),
        fc.nat(1),
        async (stored, parkedNumbers, forked, made, oldestQueued, lost) => {
          await hub.query('delete from app.ledgers where organization_id = $1', [organizationId]);
          await hub.query(
            `insert into app.ledgers (organization_id, ledger_id, terminal_id, stored, parked, forked, made, oldest_queued,
               lost, stated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)`,
            [
              organizationId,
              terminal.ledgerId,
              terminal.terminalId,
              stored,
              parkedNumbers,
              forked,
              made,
              oldestQueued,
              // As many as can be: an event that stands for a lost one is stored.
              stored === '{}' ? 0 : lost,
            ],
          );
          const { terminal: summary } = await open(terminal);
          const { balance, forkedLedgers } = summary;
          const asks = balance.unaccounted > 0 || balance.parked > 0 || forkedLedgers > 0;
          expect((await fleet('?only=troubled')).terminals).toEqual(asks ? [summary] : []);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is shown to those who run it, not to those on the shop floor', async () => {
    const terminal = await enrol();
    const path = `/v1/fleet/terminals/${terminal.terminalId}`;
    const answers: unknown[] = [];
    for (const role of ['staff', 'manager', 'analyst', 'it', 'admin'] as const) {
      const person = await member(role);
      const read: number[] = [];
      for (const address of [
        '/v1/fleet/terminals',
        path,
        `${path}/parked`,
        `${path}/parked.ndjson`,
      ]) {
        const reply = await person.fetch(address);
        await reply.arrayBuffer();
        read.push(reply.status);
      }
      const retry = await person.fetch(`${path}/retry-parked`, { method: 'POST' });
      await retry.arrayBuffer();
      answers.push([role, ...new Set(read), retry.status]);
    }
    expect(answers).toEqual([
      ['staff', 403, 403],
      ['manager', 200, 403],
      ['analyst', 200, 403],
      ['it', 200, 200],
      ['admin', 200, 200],
    ]);
  });

  it('shows nothing of another organization', async () => {
    const terminal = await enrol();
    await terminal.send(terminal.batch([misfit(terminal)]));
    const insider = keeper;
    organizationId = await hub.administration.createOrganization({ name: 'Rival' });
    const rival = await member('admin');
    const path = `/v1/fleet/terminals/${terminal.terminalId}`;
    expect(await fleet('', rival)).toEqual({ terminals: [], next: null });
    expect(await fleet(`?after=calm.${terminal.terminalId}`, rival)).toEqual({
      terminals: [],
      next: null,
    });
    for (const [method, address] of [
      ['GET', path],
      ['GET', `${path}/parked`],
      ['GET', `${path}/parked.ndjson`],
      ['POST', `${path}/retry-parked`],
    ] as const) {
      const reply = await rival.fetch(address, { method });
      expect([address, reply.status, await reply.json()]).toEqual([
        address,
        404,
        expect.objectContaining({ title: 'There is no such terminal.' }),
      ]);
    }
    expect((await (await insider.fetch(path)).json()) as unknown).toEqual(
      expect.objectContaining({ retryParked: null }),
    );
  });
});

describe('A rejected event', () => {
  it('is shown with its bytes and the reason, newest first, in pages', async () => {
    const terminal = await enrol();
    const misfits: Made[] = [];
    for (let count = 0; count < 5; count += 1) {
      const made = misfit(terminal);
      misfits.push(made);
      await terminal.send(terminal.batch([made]));
      hub.clock.moveBy(count % 2);
    }
    const first = await parked(terminal, '?limit=2');
    const second = await parked(terminal, `?limit=2&after=${first.next}`);
    const third = await parked(terminal, `?limit=2&after=${second.next}`);
    const listed = [...first.events, ...second.events, ...third.events];
    expect(third.next).toBeNull();
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(misfits.map(({ id }) => id)));
    const times = listed.map(({ receivedAtMs }) => receivedAtMs);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(listed.at(0)).toEqual({
      id: misfits[4]?.id,
      ledgerId: terminal.ledgerId,
      number: 5,
      reason: 'invalid',
      detail: expect.any(String),
      body: misfits[4]?.body,
      receivedAtMs: expect.any(Number),
    });
  });

  it('is exported whole, one JSON object a line', async () => {
    const terminal = await enrol();
    await hub.query(
      `insert into app.rejected_events (organization_id, terminal_id, id, reason, detail, body, received_ms)
       select $1, $2, gen_random_uuid(), 'invalid', 'It does not fit.', E'{\n"odd": "\u2028"}', n / 3
       from generate_series(1, 450) n`,
      [organizationId, terminal.terminalId],
    );
    // The ids of real events are version 7.
    await hub.query(
      `update app.rejected_events set id = overlay(id::text placing '7' from 15 for 1)::uuid
       where organization_id = $1`,
      [organizationId],
    );
    const reply = await keeper.fetch(`/v1/fleet/terminals/${terminal.terminalId}/parked.ndjson`);
    expect([
      reply.headers.get('content-type'),
      reply.headers.get('content-disposition'),
      reply.headers.get('cache-control'),
    ]).toEqual([
      'application/x-ndjson',
      `attachment; filename="parked-${terminal.terminalId}.ndjson"`,
      'no-store',
    ]);
    const text = await reply.text();
    const lines = text.split('\n').slice(0, -1);
    const events = lines.map((line) => ParkedEvent.parse(JSON.parse(line)));
    expect([text.at(-1), events.length, new Set(events.map(({ id }) => id)).size]).toEqual([
      '\n',
      450,
      450,
    ]);
    expect(events.slice(0, 200)).toEqual((await parked(terminal, '?limit=200')).events);
  });

  it('is asked for again with the next heartbeat, by the last who asked', async () => {
    const terminal = await enrol();
    expect((await sendHeartbeat(terminal)).retryParked).toBeNull();
    const ids: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const reply = await keeper.fetch(`/v1/fleet/terminals/${terminal.terminalId}/retry-parked`, {
        method: 'POST',
        headers: { origin: hub.url },
      });
      ids.push(RetryParkedReply.parse(await reply.json()).retryParked);
    }
    expect(ids[0]).not.toBe(ids[1]);
    expect((await sendHeartbeat(terminal)).retryParked).toBe(ids[1]);
    expect((await open(terminal)).retryParked).toBe(ids[1]);
  });

  it('cannot be asked for from another site', async () => {
    const terminal = await enrol();
    const reply = await keeper.fetch(`/v1/fleet/terminals/${terminal.terminalId}/retry-parked`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
    });
    expect([reply.status, ((await reply.json()) as { type: string }).type]).toEqual([
      403,
      'foreign-origin',
    ]);
    expect((await open(terminal)).retryParked).toBeNull();
  });
});
