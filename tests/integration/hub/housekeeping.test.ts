import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { signInTestPerson } from '../../support/test-person.ts';
import { enrolTestTerminal } from '../../support/test-terminal.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'), { housekeepingMs: 20 });
});
afterAll(() => hub.stop());

type Left = { tokens: number; assertions: number; sessions: number };

async function left(): Promise<Left | undefined> {
  const [row] = await hub.query<Left>(
    `select (select count(*)::int from app.access_tokens) as tokens,
       (select count(*)::int from app.used_assertions) as assertions,
       (select count(*)::int from auth.session) as sessions`,
  );
  return row;
}

describe('Housekeeping', () => {
  it('removes what has run out, of silent terminals and of every organization, and nothing else', async () => {
    const { administration, demo } = hub;
    const elsewhere = await administration.createOrganization({ name: 'Elsewhere' });
    const { key } = await administration.createEnrolmentKey(elsewhere);
    const silent = [
      await enrolTestTerminal(hub.url, demo.enrolmentKey),
      await enrolTestTerminal(hub.url, key),
    ];
    for (const kiosk of silent) {
      await kiosk.token();
    }
    await signInTestPerson(hub.url, demo);
    await hub.query(`update auth.session set "expiresAt" = now() - interval '1 minute'`);
    hub.clock.moveBy(2 * 3_600_000);

    const lively = await enrolTestTerminal(hub.url, demo.enrolmentKey, { now: hub.clock.now });
    await lively.token();
    const person = await signInTestPerson(hub.url, demo);
    while (!isOnlyTheLively(await left())) {
      // Every question is a round trip; the next run comes.
    }
    const replies = [await lively.fetch('/v1/terminal/config'), await person.fetch('/v1/me')];
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('has a partition ready for every event before its month begins', async () => {
    const kiosk = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
    await kiosk.send(kiosk.batch([kiosk.press('positive')]));
    const monthNow = monthOf(hub.clock.now());
    const rows = await hub.query(
      'select distinct tableoid::regclass::text as name from app.events where terminal_id = $1',
      [kiosk.terminalId],
    );
    expect(rows).toEqual([{ name: `app.events_${monthNow}` }]);

    const wanted = `events_${monthOf(hub.clock.now() + 500 * DAY_MS)}`;
    expect(await hasPartition(wanted)).toBe(false);
    hub.clock.moveBy(60 * DAY_MS);
    while (!(await hasPartition(wanted))) {
      // Every question is a round trip; the next run comes.
    }
  });
});

const DAY_MS = 86_400_000;

function monthOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 7).replace('-', '_');
}

async function hasPartition(name: string): Promise<boolean> {
  const rows = await hub.query(
    `select from pg_inherits where inhparent = 'app.events'::regclass and inhrelid::regclass::text = $1`,
    [`app.${name}`],
  );
  return rows.length > 0;
}

function isOnlyTheLively(now: Left | undefined): boolean {
  return now?.tokens === 1 && now.assertions === 1 && now.sessions === 1;
}
