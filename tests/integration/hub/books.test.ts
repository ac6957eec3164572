import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { LedgerStatement } from '../../../contract/protocol/events.ts';
import { MAX_REJECTED_PER_TERMINAL } from '../../../hub/ingest/rejected-events.ts';
import { postHeartbeat } from '../../support/heartbeat.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import {
  enrolTestTerminal,
  freeze,
  newEventId,
  type Made,
  type TestTerminal,
} from '../../support/test-terminal.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
});
afterAll(() => hub.stop());

async function terminal(): Promise<TestTerminal> {
  return enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
}

function stating(
  of: TestTerminal,
  change: Partial<LedgerStatement> = {},
): { ledgers: LedgerStatement[] } {
  const statement = {
    ledgerId: of.ledgerId,
    made: of.made(),
    queued: 0,
    oldestQueued: null,
    parked: [],
  };
  return { ledgers: [{ ...statement, ...change }] };
}

async function book(ledgerId: string): Promise<unknown> {
  const rows = await hub.query(
    `select made::int, queued::int, oldest_queued::int as "oldestQueued", lost::int, stored::text, parked::text
     from app.ledgers where ledger_id = $1`,
    [ledgerId],
  );
  return rows[0];
}

/** Ledgers of the terminal that its last complete statement left out. */
async function leftOut(of: TestTerminal): Promise<string[]> {
  const rows = await hub.query<{ ledger_id: string }>(
    `select ledger_id from app.ledgers l join app.terminals t using (organization_id, terminal_id)
     where terminal_id = $1 and l.stated_at_ms < t.books_stated_at_ms`,
    [of.terminalId],
  );
  return rows.map((row) => row.ledger_id);
}

const isAccepted = ({ id }: Made): unknown => ({ id, outcome: 'accepted' });

async function heartbeat(of: TestTerminal, ledgers: LedgerStatement[]): Promise<number> {
  const reply = await postHeartbeat(of, { ledgers });
  await reply.arrayBuffer();
  return reply.status;
}

async function rejectedOf(of: TestTerminal): Promise<unknown[]> {
  return hub.query(
    `select id, ledger_id as "ledgerId", number::int, reason, body from app.rejected_events
     where terminal_id = $1 order by received_ms, id`,
    [of.terminalId],
  );
}

describe('A ledger’s books', () => {
  it('take from what is stated as queued what the same batch brought, known already or not', async () => {
    const kiosk = await terminal();
    const events = [1, 2, 3, 4, 5].map(() => kiosk.press('positive'));
    const statement = stating(kiosk, { queued: 5, oldestQueued: 1 });
    await kiosk.send(kiosk.batch(events.slice(0, 2), statement));
    expect(await book(kiosk.ledgerId)).toEqual({
      made: 5,
      queued: 3,
      oldestQueued: 1,
      lost: 0,
      stored: '{[1,3)}',
      parked: '{}',
    });
    // The reply was lost, so the terminal sends the same two and one more.
    await kiosk.send(kiosk.batch(events.slice(0, 3), statement));
    expect(await book(kiosk.ledgerId)).toEqual({
      made: 5,
      queued: 2,
      oldestQueued: 1,
      lost: 0,
      stored: '{[1,4)}',
      parked: '{}',
    });
  });

  it('never make less than was made before, stated or stored', async () => {
    const kiosk = await terminal();
    const [one, two] = [kiosk.press('positive'), kiosk.press('positive')];
    await kiosk.send(kiosk.batch([], stating(kiosk, { made: 7 })));
    await kiosk.send(kiosk.batch([], stating(kiosk, { made: 2 })));
    expect(await book(kiosk.ledgerId)).toMatchObject({ made: 7 });
    const far = freeze({ ...two.event, number: 12 });
    await kiosk.send(kiosk.batch([one, far], { ledgers: [] }));
    expect(await book(kiosk.ledgerId)).toMatchObject({ made: 12, stored: '{[1,2),[12,13)}' });
  });

  it('count a lost number once, however often its void is sent', async () => {
    const kiosk = await terminal();
    const [one, two, three] = [1, 2, 3].map(() => kiosk.press('positive'));
    if (one === undefined || two === undefined || three === undefined) {
      throw new Error('unreachable');
    }
    const header = ({ event }: Made) => {
      const { v, id, ledgerId, number, at } = event;
      return { v, id, ledgerId, number, at };
    };
    const events = [
      freeze({ ...header(one), type: 'void', reason: 'lost' }),
      freeze({ ...header(two), type: 'void', reason: 'not-saved' }),
      three,
    ];
    await kiosk.send(kiosk.batch(events));
    await kiosk.send(kiosk.batch(events));
    expect(await book(kiosk.ledgerId)).toMatchObject({ lost: 1, stored: '{[1,4)}' });
  });

  it('count what staff acknowledged at the box, which alerts nobody and is no press', async () => {
    const kiosk = await terminal();
    const [red, coming] = [kiosk.press('negative'), kiosk.press('negative')];
    const { v, id, ledgerId, number, at } = coming.event;
    const acknowledged = freeze({
      v,
      id,
      ledgerId,
      number,
      at,
      type: 'acknowledged-in-store',
      source: { kind: 'box', boxId: 'GB-1', button: 5, boot: 3, count: 1 },
    });
    const reply = await kiosk.send(kiosk.batch([red, acknowledged], stating(kiosk)));
    expect(reply.answers).toEqual([red, acknowledged].map(isAccepted));
    expect(await book(kiosk.ledgerId)).toMatchObject({ made: 2, queued: 0, stored: '{[1,3)}' });
    expect(
      await hub.query(
        `select type, rating, source from app.events where terminal_id = $1 order by number`,
        [kiosk.terminalId],
      ),
    ).toEqual([
      { type: 'pressed', rating: 'negative', source: 'touch' },
      { type: 'acknowledged-in-store', rating: null, source: null },
    ]);
    expect(
      await hub.query(
        `select (select sum(negative)::int from app.hourly_rollups where subject_id = $1) as negative,
           (select sum(presses)::int from app.alerts where terminal_id = $1) as alerted`,
        [kiosk.terminalId],
      ),
    ).toEqual([{ negative: 1, alerted: 1 }]);
  });

  it('are entered by a heartbeat too, and by it alone', async () => {
    const kiosk = await terminal();
    const { ledgers } = stating(kiosk, { made: 4, queued: 3, oldestQueued: 2, parked: [1] });
    expect(await heartbeat(kiosk, ledgers)).toBe(200);
    expect(await book(kiosk.ledgerId)).toEqual({
      made: 4,
      queued: 3,
      oldestQueued: 2,
      lost: 0,
      stored: '{}',
      parked: '{[1,2)}',
    });
  });

  it('find a ledger left out once the terminal states all it holds without it', async () => {
    const kiosk = await terminal();
    await kiosk.send(kiosk.batch([kiosk.press('positive')]));
    expect(await leftOut(kiosk)).toEqual([]);
    hub.clock.moveBy(1_000);
    const opened = stating(kiosk, { ledgerId: newEventId() });
    // Nothing stated says nothing of any ledger, and neither does a full list.
    await kiosk.send(kiosk.batch([], { ledgers: [] }));
    const full = Array.from({ length: 64 }, () => stating(kiosk, { ledgerId: newEventId() }));
    await kiosk.send(kiosk.batch([], { ledgers: full.flatMap(({ ledgers }) => ledgers) }));
    expect(await leftOut(kiosk)).toEqual([]);
    hub.clock.moveBy(1_000);
    expect(await heartbeat(kiosk, opened.ledgers)).toBe(200);
    expect(await leftOut(kiosk)).toContain(kiosk.ledgerId);
    hub.clock.moveBy(1_000);
    await kiosk.send(kiosk.batch([], { ledgers: [...opened.ledgers, ...stating(kiosk).ledgers] }));
    expect(await leftOut(kiosk)).not.toContain(kiosk.ledgerId);
  });

  it('forget what somebody stated who only named the ledger first', async () => {
    const [owner, other] = [await terminal(), await terminal()];
    const lie = stating(owner, { made: 900, queued: 5, oldestQueued: 3, parked: [1] });
    await other.send(other.batch([], lie));
    await owner.send(owner.batch([owner.press('positive')], { ledgers: [] }));
    expect(await book(owner.ledgerId)).toEqual({
      made: 1,
      queued: 0,
      oldestQueued: null,
      lost: 0,
      stored: '{[1,2)}',
      parked: '{}',
    });
  });
});

describe('What the hub refused', () => {
  it('is kept as it came, with its place as far as that can be read', async () => {
    const kiosk = await terminal();
    const made = kiosk.press('positive');
    await kiosk.send(kiosk.batch([made]));
    const changed = freeze({ ...made.event, number: 9 });
    const [future, broken, odd] = [newEventId(), newEventId(), newEventId()];
    const futureBody = JSON.stringify({ v: 2, ledgerId: kiosk.ledgerId, number: 5 });
    await kiosk.send({
      ...kiosk.batch([changed]),
      events: [
        { id: future, body: futureBody },
        { id: broken, body: 'no\0t json\ud800' },
        { id: odd, body: '{"ledgerId":7,"number":-1}' },
        { id: made.id, body: changed.body },
      ],
    });
    const place = { ledgerId: kiosk.ledgerId, reason: 'invalid' };
    const nowhere = { ledgerId: null, number: null, reason: 'invalid' };
    expect(new Set(await rejectedOf(kiosk))).toEqual(
      new Set([
        { id: future, ...place, number: 5, body: futureBody },
        { id: broken, ...nowhere, body: 'no\uFFFDt json\uFFFD' },
        { id: odd, ...nowhere, body: '{"ledgerId":7,"number":-1}' },
        { id: made.id, ...place, number: 9, reason: 'conflict', body: changed.body },
      ]),
    );
  });

  it('is gone once the same bytes are stored after all, and only then', async () => {
    const kiosk = await terminal();
    const made = kiosk.press('positive');
    const changed = freeze({ ...made.event, number: 9 });
    await kiosk.send(kiosk.batch([made]));
    await kiosk.send(kiosk.batch([changed]));
    await kiosk.send(kiosk.batch([made]));
    expect(await rejectedOf(kiosk)).toHaveLength(1);
    // As if the hub had been restored from a backup that did not have the first.
    await hub.query('delete from app.events where id = $1', [made.id]);
    await kiosk.send(kiosk.batch([changed]));
    expect(await rejectedOf(kiosk)).toEqual([]);
  });

  it('is kept once per id, the newest of a terminal only', async () => {
    const kiosk = await terminal();
    const refuse = async (ids: readonly string[], body: string): Promise<unknown> =>
      kiosk.send(kiosk.batch([], { events: ids.map((id) => ({ id, body })) }));
    const oldest = newEventId();
    await refuse([oldest, oldest], 'first');
    expect(await rejectedOf(kiosk)).toMatchObject([{ id: oldest, body: 'first' }]);
    await refuse([oldest], 'again');
    expect(await rejectedOf(kiosk)).toMatchObject([{ id: oldest, body: 'again' }]);
    for (let sent = 0; sent < MAX_REJECTED_PER_TERMINAL; sent += 500) {
      hub.clock.moveBy(1_000);
      await refuse(
        Array.from({ length: 500 }, () => newEventId()),
        'many',
      );
    }
    const kept = await rejectedOf(kiosk);
    expect([kept.length, kept.some((row) => (row as { id: string }).id === oldest)]).toEqual([
      MAX_REJECTED_PER_TERMINAL,
      false,
    ]);
  });
});
