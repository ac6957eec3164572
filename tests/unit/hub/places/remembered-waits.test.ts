import { describe, expect, it } from 'vitest';
import type { OpeningHours } from '../../../../contract/opening-hours.ts';
import { addOpenMs } from '../../../../hub/places/open-time.ts';
import { rememberWaits } from '../../../../hub/places/remembered-waits.ts';

const HOUR_MS = 3_600_000;

function hoursFrom(from: string): OpeningHours {
  return { timeZone: 'Europe/Amsterdam', weekly: [{ day: 4, from, until: '18:00' }], closedOn: [] };
}

describe('rememberWaits', () => {
  it('says what the waits themselves say, again and again, whichever hours they are for', () => {
    const waits = rememberWaits();
    for (const hours of [null, hoursFrom('08:00'), hoursFrom('12:00'), hoursFrom('08:00')]) {
      for (const fromMs of [0, 5 * HOUR_MS, 5 * HOUR_MS]) {
        expect(waits(hours, fromMs, 9 * HOUR_MS)).toBe(addOpenMs(hours, fromMs, 9 * HOUR_MS));
      }
    }
  });
});
