import { describe, expect, it } from 'vitest';
import { createBrowserStaffHost } from '../../../../renderer/staff/host/browser-staff-host.ts';
import { PIN, staffPinOf, WRONG_PIN } from '../../../support/staff-pin.ts';

const STAFF_PIN = staffPinOf(PIN);

/** Pages of one browser, one after the other. */
function browser() {
  const kept = new Map<string, string>();
  const downloads: (readonly [string, string, string])[] = [];
  let nowMs = 1_800_000_000_000;
  let pages = 0;
  return {
    downloads,
    pass: (forMs: number) => {
      nowMs += forMs;
    },
    page: () => {
      pages += 1;
      const bootId = `page-${pages}`;
      return createBrowserStaffHost({
        clock: { now: () => ({ wallMs: nowMs, monotonicMs: nowMs, bootId }) },
        pin: () => STAFF_PIN,
        memory: {
          getItem: (key) => kept.get(key) ?? null,
          setItem: (key, value) => void kept.set(key, value),
        },
        download: (...file) => downloads.push(file),
        reload: () => undefined,
      });
    },
  };
}

describe('Staff menu in a browser', () => {
  it('knows the PIN by the same hash as main, and no other', async () => {
    const host = browser().page();
    expect([await host.unlock(WRONG_PIN), await host.unlock(PIN)]).toEqual([
      { outcome: 'wrong', attemptsLeft: 4 },
      { outcome: 'unlocked' },
    ]);
  });

  it('stays locked out when the page is loaded again', async () => {
    const { page, pass } = browser();
    const first = page();
    for (let tries = 0; tries < 5; tries += 1) {
      await first.unlock(WRONG_PIN);
    }
    expect(await page().unlock(PIN)).toEqual({ outcome: 'locked-out', forMs: 60_000 });
    pass(60_000);
    expect(await page().unlock(PIN)).toEqual({ outcome: 'unlocked' });
  });

  it('gives a report as a download', async () => {
    const { page, downloads } = browser();
    const saved = await page().saveReport('<!doctype html>');
    expect([saved, downloads]).toEqual([
      { kind: 'download', name: 'glimlach-acceptance-2027-01-15T08-00-00Z.html' },
      [['glimlach-acceptance-2027-01-15T08-00-00Z.html', 'text/html', '<!doctype html>']],
    ]);
  });
});
