import { afterEach, describe, expect, it, vi } from 'vitest';
import { openStaffHost } from '../../../../renderer/staff/open-staff-host.ts';
import { STAFFED } from '../../../support/staff-facts.ts';
import { PIN, staffPinOf, WRONG_PIN } from '../../../support/staff-pin.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('The staff menu of a page in a browser', () => {
  it('stays locked out when it is opened again, also where the browser keeps nothing', async () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('localStorage', {
      getItem: () => null,
      setItem() {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      },
    });
    const configuration = { ...STAFFED, staffPin: staffPinOf(PIN) };
    const open = () =>
      openStaffHost({
        clock: { now: () => ({ wallMs: 1_800_000_000_000, monotonicMs: 0, bootId: 'page' }) },
        configuration: () => configuration,
      });
    const first = open();
    for (let tries = 0; tries < 5; tries += 1) {
      await first.unlock(WRONG_PIN);
    }
    expect(await open().unlock(PIN)).toEqual({ outcome: 'locked-out', forMs: 60_000 });
  });
});
