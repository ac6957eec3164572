import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { EventsReply, type EventsRequest } from '../../../contract/protocol/events.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../contract/protocol-version.ts';
import { RATINGS } from '../../../contract/ratings.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { enrolTestTerminal, type Made, type TestTerminal } from '../../support/test-terminal.ts';

const TERMINALS = 4;
const EVENTS_EACH = 90;
const COPIES = 4;

let hub: TestHub;
let other: { readonly url: string };

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  other = await hub.startAnother();
});
afterAll(() => hub.stop());

describe('Two hubs that are sent the same at once', () => {
  it('store, count and alert each press once, and never lock each other out', async () => {
    const kiosks = await Promise.all(
      Array.from({ length: TERMINALS }, () =>
        enrolTestTerminal(hub.url, hub.demo.enrolmentKey, {
          touchpointId: hub.demo.touchpointId,
          now: hub.clock.now,
        }),
      ),
    );
    const presses = kiosks.map((kiosk) =>
      Array.from({ length: EVENTS_EACH }, (_, index) =>
        kiosk.press(RATINGS[index % RATINGS.length] ?? 'neutral'),
      ),
    );
    // Every terminal carries the events of two ledgers, each cut up differently and in another order.
    const sendings = kiosks.flatMap((kiosk, index) => {
      const carried = [...(presses[index] ?? []), ...(presses[(index + 1) % TERMINALS] ?? [])];
      return Array.from({ length: COPIES }, (_, copy) => ({
        kiosk,
        batch: batchOf(kiosk, copy % 2 === 0 ? carried : carried.toReversed(), 20 * copy),
        hubUrl: copy % 3 === 0 ? other.url : hub.url,
      }));
    });
    const replies = await Promise.all(sendings.map(post));

    const outcomes = new Map<string, string[]>();
    for (const answer of replies.flatMap((reply) => reply.answers)) {
      outcomes.set(answer.id, [...(outcomes.get(answer.id) ?? []), answer.outcome]);
    }
    expect(
      [...outcomes.values()].filter(
        (given) =>
          given.filter((outcome) => outcome === 'accepted').length !== 1 ||
          given.includes('rejected'),
      ),
    ).toEqual([]);
    expect([...outcomes.keys()].toSorted()).toEqual(
      presses
        .flat()
        .map(({ id }) => id)
        .toSorted(),
    );
    const each = (EVENTS_EACH * TERMINALS) / RATINGS.length;
    expect(await sums()).toEqual({
      positive: each,
      neutral: each,
      negative: each,
      alerting: each,
      alerted: each,
      forked: 0,
      incomplete: 0,
      deadlocks: 0,
    });
  });
});

/** All from `skip` on, stating both ledgers; those left out come with another copy. */
function batchOf(kiosk: TestTerminal, carried: readonly Made[], skip: number): EventsRequest {
  const ledgerIds = [...new Set(carried.map(({ event }) => event.ledgerId))];
  return kiosk.batch(carried.slice(skip), {
    clockSamples: [{ offsetMs: 0, uncertaintyMs: 5, at: kiosk.instant() }],
    ledgers: ledgerIds.map((ledgerId) => ({
      ledgerId,
      made: EVENTS_EACH,
      queued: EVENTS_EACH,
      oldestQueued: 1,
      parked: [],
    })),
  });
}

async function post(sending: {
  kiosk: TestTerminal;
  batch: EventsRequest;
  hubUrl: string;
}): Promise<EventsReply> {
  const reply = await fetch(`${sending.hubUrl}/v1/events`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await sending.kiosk.token()}`,
      'content-type': 'application/json',
      [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
    },
    body: JSON.stringify(sending.batch),
  });
  expect(reply.status).toBe(200);
  return EventsReply.parse(await reply.json());
}

async function sums(): Promise<unknown> {
  const rows = await hub.query(
    `select r.*, a.*, l.*, d.deadlocks::int from
       (select sum(positive)::int as positive, sum(neutral)::int as neutral, sum(negative)::int as negative
        from app.hourly_rollups) r,
       (select sum(presses)::int as alerting, (select count(*)::int from app.alert_presses) as alerted
        from app.alerts) a,
       (select count(*) filter (where forked)::int as forked,
          count(*) filter (where stored <> int8multirange(int8range(1, $1, '[]')))::int as incomplete
        from app.ledgers) l,
       pg_stat_database d where d.datname = current_database()`,
    [EVENTS_EACH],
  );
  return rows[0];
}
