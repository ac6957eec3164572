import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { startAlertListener } from '../../../hub/alerts/alert-listener.ts';
import { isDatabaseUnavailable } from '../../../hub/database/database-error.ts';
import { createAppDatabase, createPool, inOrganization } from '../../../hub/database/database.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';

let hub: TestHub;
let proxy: TcpProxy;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
});
afterAll(() => hub.stop());
beforeEach(async () => {
  proxy = await startTcpProxy(hub.databaseUrl);
});
afterEach(() => proxy.stop());

/** What a listener hears, one thing after another. */
function ear() {
  const heard: string[] = [];
  let wake: () => void = () => undefined;
  const hear = (what: string): void => {
    heard.push(what);
    wake();
  };
  return {
    changed: (organizationId: string) => hear(`changed ${organizationId}`),
    accessChanged: (userId: string) => hear(`access ${userId}`),
    consolesCalled: () => undefined,
    restored: () => hear('restored'),
    failed: () => hear('failed'),
    async next(): Promise<string> {
      while (heard.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return heard.shift() ?? '';
    },
  };
}

const notify = (payload: string): Promise<unknown> =>
  hub.query('select pg_notify($1, $2)', ['glimlach_alerts', payload]);

describe('A connection to the database that goes silent', () => {
  it('is noticed by the listener for alerts, who connects anew and has everybody catch up', async () => {
    const listener = ear();
    const running = await startAlertListener(proxy.url, listener, {
      probeEveryMs: 20,
      answerWithinMs: 500,
    });
    await notify('before');
    expect(await listener.next()).toBe('changed before');
    proxy.silence();
    expect(await listener.next()).toBe('failed');
    expect(await listener.next()).toBe('restored');
    await notify('after');
    expect(await listener.next()).toBe('changed after');
    await running.stop();
  });

  it('does not keep the listener from stopping', async () => {
    const running = await startAlertListener(proxy.url, ear(), {
      probeEveryMs: 60_000,
      answerWithinMs: 100,
    });
    proxy.silence();
    await expect(running.stop()).resolves.toBeUndefined();
  });

  it('fails what was asked, as out of reach, and is not used again', async () => {
    const errors: unknown[] = [];
    const pool = createPool(
      proxy.url,
      { role: 'glimlach_app', schema: 'app', size: 1, answerWithinMs: 300 },
      (error) => errors.push(error),
    );
    const database = createAppDatabase(pool);
    const countOrganizations = (): Promise<number> =>
      inOrganization(database, hub.demo.organizationId, async (transaction) => {
        const rows = await transaction.selectFrom('organizations').select('name').execute();
        return rows.length;
      });
    expect(await countOrganizations()).toBe(1);
    proxy.silence();
    const lost = await countOrganizations().catch((error: unknown) => error);
    expect([lost, isDatabaseUnavailable(lost)]).toEqual([expect.any(Error), true]);
    expect(await countOrganizations()).toBe(1);
    proxy.silence();
    const alsoLost = await pool.query('select 1').catch((error: unknown) => error);
    expect([alsoLost, isDatabaseUnavailable(alsoLost)]).toEqual([expect.any(Error), true]);
    expect(await countOrganizations()).toBe(1);
    await database.destroy();
    expect(errors).toEqual([]);
  });
});

describe('A connection to the database that breaks while it is in use', () => {
  it('fails what was asked, as out of reach, and nothing else', async () => {
    const pool = createPool(
      proxy.url,
      { role: 'glimlach_app', schema: 'app', size: 1 },
      () => undefined,
    );
    const database = createAppDatabase(pool);
    const asking = inOrganization(database, hub.demo.organizationId, async (transaction) => {
      const answer = sql`select pg_sleep(60)`.execute(transaction);
      proxy.become({ kind: 'cut' });
      await answer;
    });
    const lost = await asking.catch((error: unknown) => error);
    expect([lost, isDatabaseUnavailable(lost)]).toEqual([expect.any(Error), true]);
    proxy.become(null);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await database.destroy();
  });
});

describe('A connection to the database that the pool closes', () => {
  it('is no loss to tell of when the server ends it first', async () => {
    const errors: unknown[] = [];
    const pool = createPool(proxy.url, { role: 'glimlach_app', schema: 'app', size: 1 }, (error) =>
      errors.push(error),
    );
    const client = await pool.connect();
    client.release();
    const closed = new Promise<void>((resolve) => client.once('end', resolve));
    // The pool waits for no connection, so a hub that ends its own PostgreSQL next may hear of it on each.
    await pool.end();
    client.emit('error', new Error('terminating connection due to administrator command'));
    await closed;
    expect(errors).toEqual([]);
  });
});
