import { describe, expect, it } from 'vitest';
import { openBrowserConfiguration } from '../../../../renderer/host/browser-configuration.ts';
import { CONFIGURATION } from '../../electron/sample-configuration.ts';
import { pageMemory } from '../../../support/page-memory.ts';

const version = (number: number) => ({ ...CONFIGURATION, version: number });

/** A browser whose pages come and go. */
function browser() {
  const memory = pageMemory();
  let stored: unknown = null;
  const store = {
    read: () => Promise.resolve(structuredClone(stored)),
    write: (held: unknown) => {
      stored = structuredClone(held);
      return Promise.resolve();
    },
  };
  return {
    page: () => openBrowserConfiguration(store, memory),
    damage: (json: unknown) => {
      stored = json;
    },
    stored: () => stored,
  };
}

const versions = (page: Awaited<ReturnType<typeof openBrowserConfiguration>>) => {
  const { configuration, refused } = page.held();
  return [configuration?.version ?? null, refused];
};

describe('configuration in a browser', () => {
  it('goes back to the one before after two pages came down with the new one', async () => {
    const { page } = browser();
    const first = await page();
    await first.save(version(1));
    await first.save(version(2));
    const seen = [versions(first), versions(await page())];
    const third = await page();
    expect([
      ...seen,
      versions(third),
      await third.save(version(2)),
      versions(await page()),
    ]).toEqual([[2, null], [2, null], [1, 2], 'refused', [1, 2]]);
  });

  it('counts on the pages that came down when the hub changes something of the version on trial', async () => {
    const { page } = browser();
    const first = await page();
    await first.save(version(1));
    await first.save(version(2));
    const second = await page();
    await second.save({ ...version(2), thanksMs: 5_000 });
    expect([versions(second), versions(await page())]).toEqual([
      [2, null],
      [1, 2],
    ]);
  });

  it('stays with the new one when a page stood with it, or left in order', async () => {
    const { page } = browser();
    const first = await page();
    await first.save(version(1));
    await first.save(version(2));
    first.leaving();
    const second = await page();
    second.leaving();
    const third = await page();
    await third.stood();
    await page();
    await page();
    expect(versions(await page())).toEqual([2, null]);
  });

  it('uses the one before in the place of one that cannot be read', async () => {
    const { page, damage, stored } = browser();
    const first = await page();
    await first.save(version(1));
    await first.save(version(2));
    await first.stood();
    damage({ ...(stored() as object), configuration: { version: 2 } });
    const damaged = versions(await page());
    damage('nothing');
    expect([damaged, versions(await page())]).toEqual([
      [1, null],
      [null, null],
    ]);
  });
});
