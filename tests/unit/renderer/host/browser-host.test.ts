import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBrowserHost } from '../../../../renderer/host/browser-host.ts';
import { CONFIGURATION, IDENTITY } from '../../electron/sample-configuration.ts';
import { pageMemory } from '../../../support/page-memory.ts';

describe('the shell of a browser', () => {
  let databaseName = '';
  beforeEach(({ task }) => {
    databaseName = task.id;
    vi.stubGlobal('localStorage', pageMemory());
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const open = () =>
    openBrowserHost({
      databaseName,
      appVersion: '1.0.0',
      hubUrl: 'https://hub.example.com',
      enrolmentKey: null,
      clock: { now: () => ({ wallMs: 0, monotonicMs: 0, bootId: 'b' }) },
    });

  /** As a program left it that knew of one configuration only. */
  async function leaveFromBefore(): Promise<void> {
    const database = new Dexie(databaseName);
    database.version(1).stores({ terminal: 'name' });
    await database.table('terminal').bulkPut([
      { name: 'identity', value: IDENTITY },
      { name: 'configuration', value: CONFIGURATION },
    ]);
    database.close();
  }

  it('goes on with its configuration after an update from a program that knew of one only', async () => {
    await leaveFromBefore();
    const host = await open();
    const { identity, configuration } = await host.boot();
    await host.saveConfiguration({ ...CONFIGURATION, version: 5 });
    const next = await (await open()).boot();
    expect([identity, configuration, next.configuration?.version]).toEqual([
      IDENTITY,
      CONFIGURATION,
      5,
    ]);
  });

  it('forgets that one too', async () => {
    await leaveFromBefore();
    await (await open()).forgetIdentity();
    const { identity, configuration } = await (await open()).boot();
    expect([identity, configuration]).toEqual([null, null]);
  });
});
