import { describe, expect, it } from 'vitest';
import type { BoxStatus } from '../../../../contract/box-status.ts';
import { boxTroublesOf } from '../../../../console/fleet/box-trouble.ts';

const LIVE = {
  state: 'live',
  boxId: 'GB-0042',
  driver: 'line',
  firmware: null,
  path: '/dev/ttyUSB0',
  troubles: [],
} as const satisfies BoxStatus;

describe('What is wrong with button boxes', () => {
  it('is nothing while they are live, and where there are none', () => {
    expect([boxTroublesOf([LIVE, LIVE]), boxTroublesOf([])]).toEqual([[], []]);
  });

  it('is told box by box, and button by button', () => {
    expect(
      boxTroublesOf([
        { state: 'searching', detail: 'No port fits.' },
        {
          ...LIVE,
          troubles: [
            { button: 2, kind: 'stuck' },
            { button: 0, kind: 'chatter' },
          ],
        },
        { state: 'stale', boxId: 'GB-0007', path: '/dev/ttyACM1' },
      ]),
    ).toEqual([
      { kind: 'searching', detail: 'No port fits.' },
      { kind: 'stuck', box: 'GB-0042', button: 2 },
      { kind: 'chatter', box: 'GB-0042', button: 0 },
      { kind: 'stale', box: 'GB-0007' },
    ]);
  });
});
