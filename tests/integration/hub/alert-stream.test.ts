import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { enrolTestTerminal } from '../../support/test-terminal.ts';
import { signInTestPerson, type TestPerson } from '../../support/test-person.ts';

let hub: TestHub;
let person: TestPerson;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'), { streamPingMs: 50 });
  person = await signInTestPerson(hub.url, hub.demo);
});
afterAll(() => hub.stop());

async function openStreams(): Promise<number> {
  const text = await (await fetch(`${hub.url}/metrics`)).text();
  return Number(/^glimlach_alert_streams (\d+)$/m.exec(text)?.[1]);
}

/** Asks until it is so; every question is a round trip, so nothing spins. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) {
    // Ask again.
  }
}

describe('Alert stream', () => {
  it('is none when its listener leaves while the session is read', async () => {
    await hub.query('begin');
    await hub.query('lock table auth.session in access exclusive mode');
    const abort = new AbortController();
    const asked = person.fetch('/v1/stream', { signal: abort.signal });
    await until(async () => (await waitingForSessions()) === 1);
    abort.abort();
    await expect(asked).rejects.toThrow('aborted');
    // The hub hears of the closed connection before it hears of this one.
    await (await fetch(`${hub.url}/healthz`)).arrayBuffer();
    await hub.query('commit');
    await (await person.fetch('/v1/me')).arrayBuffer();
    expect(await openStreams()).toBe(0);
  });

  it('is counted until its listener leaves', async () => {
    const stream = await person.stream();
    expect(await openStreams()).toBe(1);
    stream.close();
    await stream.ended();
    await until(async () => (await openStreams()) === 0);
  });

  it('leaves its session as it is, so that the next request gets the cookie that prolongs it', async () => {
    const stream = await person.stream();
    // Older than a day: due to be prolonged.
    await hub.query(`update auth.session set "expiresAt" = now() + interval '3 days'`);
    const asked = await sessionReads();
    await until(async () => (await sessionReads()) > asked + 1);
    const daysLeft = await hub.query(
      `select round(extract(epoch from "expiresAt" - now()) / 86400)::int as days from auth.session`,
    );
    expect(daysLeft).toEqual([{ days: 3 }]);
    const reply = await person.fetch('/v1/me');
    await reply.arrayBuffer();
    expect(reply.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^glimlach\.session_token=/),
    ]);
    stream.close();
    await stream.ended();
  });

  it('catches up with far more than a connection holds', async () => {
    const kiosk = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey);
    await hub.query(
      `insert into app.alerts (organization_id, alert_id, kind, subject_id, terminal_id, presses, opened_at_ms,
         last_press_at_ms, acknowledged_at_ms, acknowledged_by)
       select $1, gen_random_uuid(), 'live', $2, $2, 1, 1, 1, 1, repeat('x', 1000) from generate_series(1, 5000)`,
      [hub.demo.organizationId, kiosk.terminalId],
    );
    const stream = await person.stream('1');
    const heard = new Set<string>();
    while (heard.size < 5_000) {
      heard.add((await stream.next()).alert.id);
    }
    await kiosk.send(kiosk.batch([kiosk.press('negative')]));
    expect((await stream.next()).alert.state).toBe('open');
    stream.close();
    await stream.ended();
  });
});

/** How often anybody looked for a session in the database. */
async function sessionReads(): Promise<number> {
  const [row] = await hub.query<{ reads: number }>(
    `select (coalesce(idx_scan, 0) + seq_scan)::int as reads from pg_stat_user_tables
     where schemaname = 'auth' and relname = 'session'`,
  );
  return row?.reads ?? 0;
}

async function waitingForSessions(): Promise<number> {
  const rows = await hub.query(
    `select from pg_locks where not granted and relation = 'auth.session'::regclass`,
  );
  return rows.length;
}
