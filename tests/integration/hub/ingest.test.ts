import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MAX_BATCH_BYTES } from '../../../contract/protocol/events.ts';
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
  return enrolTestTerminal(hub.url, hub.demo.enrolmentKey, {
    touchpointId: hub.demo.touchpointId,
    now: hub.clock.now,
  });
}

async function storedNumbers(of: TestTerminal): Promise<number[]> {
  const rows = await hub.query<{ number: string }>(
    'select number from app.events where ledger_id = $1 order by number, id',
    [of.ledgerId],
  );
  return rows.map((row) => Number(row.number));
}

const accepted = ({ id }: Made): unknown => ({ id, outcome: 'accepted' });
const duplicate = ({ id }: Made): unknown => ({ id, outcome: 'duplicate' });

describe('Ingest', () => {
  it('stores each event once, however often it is sent', async () => {
    const kiosk = await terminal();
    const events = [kiosk.press('positive'), kiosk.press('neutral')];
    const first = await kiosk.send(kiosk.batch(events));
    const again = await kiosk.send(kiosk.batch(events), { gzip: true });
    expect(first.answers).toEqual(events.map(accepted));
    expect(again.answers).toEqual(events.map(duplicate));
    expect(again.ledgers).toEqual([{ ledgerId: kiosk.ledgerId, storedThrough: 2, forked: false }]);
    expect(await storedNumbers(kiosk)).toEqual([1, 2]);
  });

  it('keeps the very bytes it was sent', async () => {
    const kiosk = await terminal();
    const made = kiosk.press('positive');
    const odd = { ...made, body: ` ${made.body} ` as Made['body'] };
    await kiosk.send(kiosk.batch([odd]));
    const rows = await hub.query<{ body: string; hash: string }>(
      `select body, encode(sha256(convert_to(body, 'UTF8')), 'hex') = encode(body_sha256, 'hex') as hash
       from app.events where id = $1`,
      [made.id],
    );
    expect(rows).toEqual([{ body: odd.body, hash: true }]);
  });

  it('keeps what each event says apart from its bytes, whatever the others of its batch say', async () => {
    const kiosk = await terminal();
    const elsewhere = newEventId();
    const at = { ...kiosk.instant(), bootId: 'other' };
    const events = [
      kiosk.press('negative', { repeat: true }),
      kiosk.press('positive', { source: { kind: 'keyboard' } }),
      kiosk.press('negative', { ledgerId: elsewhere, at }),
      kiosk.press('negative', { at }),
    ];
    const { v, id, ledgerId, number } = kiosk.press('neutral').event;
    const voided = freeze({ v, id, ledgerId, number, at, type: 'void', reason: 'not-saved' });
    await kiosk.send(kiosk.batch([...events, voided].toReversed()));
    const rows = await hub.query(
      `select id, type, ledger_id, number::int, rating, source, repeat, boot_id, touchpoint_id, wall_ms = $2::bigint as is_same_time
       from app.events where terminal_id = $1 order by number`,
      [kiosk.terminalId, at.wallMs],
    );
    const row = (made: Made): unknown => ({
      id: made.id,
      type: made.event.type,
      ledger_id: made.event.ledgerId,
      number: made.event.number,
      rating: made.event.type === 'pressed' ? made.event.rating : null,
      source: made.event.type === 'pressed' ? made.event.source.kind : null,
      repeat: made.event.type === 'pressed' ? made.event.repeat : null,
      boot_id: made.event.at.bootId,
      touchpoint_id: made.event.type === 'pressed' ? made.event.context.touchpointId : null,
      is_same_time: made.event.at.wallMs === at.wallMs,
    });
    expect(rows).toEqual([...events, voided].map(row));
  });

  it('takes and keeps what was done inside the store while it was away, in the order it was done', async () => {
    const kiosk = await terminal();
    const press = kiosk.press('negative');
    const alerted = (['lamp', 'buzzer', 'lan-webhook'] as const).map((channel) =>
      kiosk.make({ type: 'alerted-locally', pressId: press.id, channel }),
    );
    const coming = kiosk.make({
      type: 'acknowledged-in-store',
      source: { kind: 'box', boxId: 'GB-1', button: 5, boot: 1, count: 1 },
    });
    const events = [press, ...alerted, coming];
    const { answers, ledgers } = await kiosk.send(kiosk.batch(events));
    expect(answers).toEqual(events.map(accepted));
    expect(ledgers).toMatchObject([{ storedThrough: 5, forked: false }]);
    const rows = await hub.query<{ type: string; body: string }>(
      'select type, body from app.events where ledger_id = $1 order by number',
      [kiosk.ledgerId],
    );
    expect(rows).toEqual(events.map(({ event, body }) => ({ type: event.type, body })));
  });

  it('keeps what was really asked, beside the rating it stands for', async () => {
    const kiosk = await terminal();
    const scored = [
      kiosk.press('negative', { score: { scale: 'nps', value: 0 } }),
      kiosk.press('positive', { score: { scale: 'nps', value: 10 } }),
      kiosk.press('positive', { score: { scale: 'thumbs', value: 1 } }),
      kiosk.press('positive'),
    ];
    await kiosk.send(kiosk.batch(scored));
    const rows = await hub.query(
      'select rating, scale, score from app.events where ledger_id = $1 order by number',
      [kiosk.ledgerId],
    );
    expect(rows).toEqual([
      { rating: 'negative', scale: 'nps', score: 0 },
      { rating: 'positive', scale: 'nps', score: 10 },
      { rating: 'positive', scale: 'thumbs', score: 1 },
      { rating: 'positive', scale: null, score: null },
    ]);
    const { body } = kiosk.press('positive', { score: { scale: 'csat', value: 5 } });
    const beyond = { id: scored[0]?.id ?? '', body: body.replace('"value":5', '"value":6') };
    const { answers } = await kiosk.send({ ...kiosk.batch([]), events: [beyond] });
    expect(answers).toEqual([
      expect.objectContaining({ reason: 'invalid', detail: 'score: must be a value of its scale' }),
    ]);
  });

  it('refuses other bytes under an id that is taken, and only those', async () => {
    const kiosk = await terminal();
    const made = kiosk.press('positive');
    const other = freeze({ ...made.event, number: 9 });
    const next = kiosk.press('neutral');
    await kiosk.send(kiosk.batch([made]));
    const reply = await kiosk.send(kiosk.batch([other, next]));
    expect(reply.answers).toEqual([
      {
        id: made.id,
        outcome: 'rejected',
        reason: 'conflict',
        detail: 'This id is stored already with other bytes.',
      },
      accepted(next),
    ]);
  });

  it('answers in the order of the request, copies within the batch included', async () => {
    const kiosk = await terminal();
    const made = kiosk.press('positive');
    const later = kiosk.press('positive');
    const changed = freeze({ ...made.event, number: 7 });
    const reply = await kiosk.send(kiosk.batch([later, made, made, changed]));
    expect(reply.answers).toEqual([
      accepted(later),
      accepted(made),
      duplicate(made),
      expect.objectContaining({ id: made.id, outcome: 'rejected', reason: 'conflict' }),
    ]);
  });

  it('rejects what it cannot read and stores the rest', async () => {
    const kiosk = await terminal();
    const made = kiosk.press('positive');
    const stray = newEventId();
    const reply = await kiosk.send({
      ...kiosk.batch([made]),
      events: [
        { id: newEventId(), body: '{"v":2}' },
        { id: newEventId(), body: 'not json' },
        { id: newEventId(), body: 'x'.repeat(9_000) },
        { id: newEventId(), body: kiosk.press('positive').body.replace('touch', '\ud800') },
        { id: stray, body: made.body },
        { id: made.id, body: made.body },
      ],
    });
    expect(
      reply.answers.map((answer) =>
        answer.outcome === 'rejected' ? answer.reason : answer.outcome,
      ),
    ).toEqual(['invalid', 'invalid', 'invalid', 'invalid', 'wrong-id', 'accepted']);
  });

  it('takes text that PostgreSQL cannot hold', async () => {
    const kiosk = await terminal();
    const made = kiosk.press('positive', {
      at: { wallMs: 1, monotonicMs: 1e308, bootId: 'a\0b\ud800' },
      source: { kind: 'box', boxId: '\0', button: 0, boot: 0, count: 0 },
    });
    const reply = await kiosk.send(
      kiosk.batch([made], { sentAt: { wallMs: 1, monotonicMs: 0, bootId: '\0\udc00' } }),
    );
    expect(reply.answers).toEqual([accepted(made)]);
  });

  it('takes the largest and the smallest values the contract allows', async () => {
    const kiosk = await terminal();
    const made = kiosk.press('negative', {
      number: Number.MAX_SAFE_INTEGER,
      at: { wallMs: 8_640_000_000_000_000, monotonicMs: 0, bootId: 'other' },
    });
    const reply = await kiosk.send(
      kiosk.batch([made], {
        clockSamples: [{ offsetMs: 1e300, uncertaintyMs: 1e300, at: kiosk.instant() }],
        ledgers: [
          {
            ledgerId: kiosk.ledgerId,
            made: Number.MAX_SAFE_INTEGER,
            queued: 1,
            oldestQueued: Number.MAX_SAFE_INTEGER,
            parked: [Number.MAX_SAFE_INTEGER],
          },
        ],
      }),
    );
    expect(reply.answers).toEqual([accepted(made)]);
  });

  it('lets two identical batches that meet both succeed', async () => {
    const kiosk = await terminal();
    const events = Array.from({ length: 100 }, () => kiosk.press('negative'));
    const batch = kiosk.batch(events);
    await kiosk.token();
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        kiosk.send({
          ...batch,
          events: index % 2 === 0 ? batch.events : batch.events.toReversed(),
        }),
      ),
    );
    const outcomes = events.map(({ id }) =>
      replies
        .map((reply) => reply.answers.find((answer) => answer.id === id)?.outcome ?? 'none')
        .toSorted((a, b) => a.localeCompare(b))
        .join(' '),
    );
    expect(new Set(outcomes)).toEqual(
      new Set(['accepted duplicate duplicate duplicate duplicate duplicate']),
    );
    expect(await storedNumbers(kiosk)).toEqual(events.map((_, index) => index + 1));
  });

  it('stores nothing of a batch whose form is wrong', async () => {
    const kiosk = await terminal();
    const batch = kiosk.batch([kiosk.press('positive')]);
    const reply = await kiosk.post({ ...batch, sentAt: { ...batch.sentAt, wallMs: -1 } });
    expect([reply.status, await reply.json()]).toEqual([
      400,
      {
        type: 'invalid-request',
        title: 'The request does not have the form it must have.',
        status: 400,
        detail: 'Correct the parts named in errors; see /openapi.json.',
        errors: [{ path: '/sentAt/wallMs', message: expect.any(String) }],
      },
    ]);
    expect(await storedNumbers(kiosk)).toEqual([]);
  });

  it('refuses a batch that is too large, before and after decompression', async () => {
    const kiosk = await terminal();
    const post = async (body: Buffer, encoding?: string): Promise<number> => {
      const reply = await kiosk.fetch('/v1/events', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
        },
        body: new Uint8Array(body),
      });
      await reply.arrayBuffer();
      return reply.status;
    };
    const bomb = gzipSync(Buffer.alloc(200 * MAX_BATCH_BYTES, 0x20));
    expect(await post(Buffer.alloc(MAX_BATCH_BYTES + 1, 0x20))).toBe(413);
    expect(await post(Buffer.alloc(4 * MAX_BATCH_BYTES, 0x20))).toBe(413);
    expect(await post(bomb, 'gzip')).toBe(413);
    expect(await post(Buffer.from('plain'), 'gzip')).toBe(400);
    expect(await post(Buffer.from('{}'), 'br')).toBe(415);
  });

  it('refuses content that is not JSON by name', async () => {
    const kiosk = await terminal();
    const reply = await kiosk.fetch('/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{}',
    });
    expect([reply.status, await reply.json()]).toEqual([
      415,
      expect.objectContaining({ type: 'unsupported-media-type' }),
    ]);
  });
});

describe('Ledger marks', () => {
  it('move only over what is stored without a gap', async () => {
    const kiosk = await terminal();
    const [one, two, three, four] = [1, 2, 3, 4].map(() => kiosk.press('positive'));
    if (one === undefined || two === undefined || three === undefined || four === undefined) {
      throw new Error('unreachable');
    }
    const through = async (...events: Made[]): Promise<unknown> =>
      (await kiosk.send(kiosk.batch(events))).ledgers.map((ledger) => ledger.storedThrough);
    expect(await through(three)).toEqual([0]);
    expect(await through(one)).toEqual([1]);
    expect(await through(four)).toEqual([1]);
    expect(await through(two)).toEqual([4]);
  });

  it('pass over numbers the terminal has parked', async () => {
    const kiosk = await terminal();
    const [one, , three] = [1, 2, 3].map(() => kiosk.press('positive'));
    if (one === undefined || three === undefined) {
      throw new Error('unreachable');
    }
    const reply = await kiosk.send(
      kiosk.batch([one, three], {
        ledgers: [{ ledgerId: kiosk.ledgerId, made: 3, queued: 2, oldestQueued: 1, parked: [2] }],
      }),
    );
    expect(reply.ledgers).toEqual([{ ledgerId: kiosk.ledgerId, storedThrough: 3, forked: false }]);
  });

  it('are told for a ledger without events, and for one stated twice', async () => {
    const kiosk = await terminal();
    const statement = {
      ledgerId: kiosk.ledgerId,
      made: 0,
      queued: 0,
      oldestQueued: null,
      parked: [],
    };
    const reply = await kiosk.send(kiosk.batch([], { ledgers: [statement, statement] }));
    expect(reply.ledgers).toEqual([{ ledgerId: kiosk.ledgerId, storedThrough: 0, forked: false }]);
  });

  it('flag a ledger of which another event holds a number, and keep both', async () => {
    const kiosk = await terminal();
    const made = kiosk.press('positive');
    const twin = freeze({ ...made.event, id: newEventId() });
    await kiosk.send(kiosk.batch([made]));
    const reply = await kiosk.send(kiosk.batch([twin]));
    expect(reply.answers).toEqual([accepted(twin)]);
    expect(reply.ledgers).toEqual([{ ledgerId: kiosk.ledgerId, storedThrough: 1, forked: true }]);
    expect(await storedNumbers(kiosk)).toEqual([1, 1]);
  });

  it('do not believe what another terminal states', async () => {
    const [owner, other] = [await terminal(), await terminal()];
    await owner.send(owner.batch([owner.press('positive')]));
    const reply = await other.send(
      other.batch([], {
        ledgers: [
          { ledgerId: owner.ledgerId, made: 9, queued: 0, oldestQueued: null, parked: [2, 3] },
        ],
      }),
    );
    expect(reply.ledgers).toEqual([{ ledgerId: owner.ledgerId, storedThrough: 1, forked: false }]);
  });

  it('believe a terminal enrolled anew once a press of its ledger was stored', async () => {
    const before = await terminal();
    await before.send(before.batch([before.press('positive')]));
    const anew = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, {
      now: hub.clock.now,
      journalOf: before,
    });
    const parked = anew.press('positive');
    const stating = (numbers: number[]) => ({
      ledgers: [
        {
          ledgerId: anew.ledgerId,
          made: anew.made(),
          queued: 0,
          oldestQueued: null,
          parked: numbers,
        },
      ],
    });
    const through = async (batch: Parameters<TestTerminal['send']>[0]): Promise<unknown> =>
      (await anew.send(batch)).ledgers.map((ledger) => ledger.storedThrough);
    expect(await through(anew.batch([], stating([2])))).toEqual([1]);
    expect(await through(anew.batch([anew.press('positive')], stating([2])))).toEqual([3]);
    const [book] = await hub.query(
      'select terminal_id, made::int from app.ledgers where ledger_id = $1',
      [anew.ledgerId],
    );
    expect(book).toEqual({ terminal_id: anew.terminalId, made: 3 });
    // The old identity has nothing to say any more, until one of its events is stored again.
    const old = await before.send(before.batch([], stating([4, 5])));
    expect(old.ledgers.map((ledger) => ledger.storedThrough)).toEqual([3]);
    expect(parked.event.number).toBe(2);
  });

  it('forget what was stated by somebody who only named the ledger first', async () => {
    const [owner, other] = [await terminal(), await terminal()];
    const statement = { ledgerId: owner.ledgerId, made: 9, queued: 0, oldestQueued: null };
    await other.send(other.batch([], { ledgers: [{ ...statement, parked: [1, 2, 3] }] }));
    const second = freeze({ ...owner.press('positive').event, number: 2 });
    const reply = await owner.send(owner.batch([second]));
    expect(reply.ledgers).toEqual([{ ledgerId: owner.ledgerId, storedThrough: 0, forked: false }]);
  });
});
