import { describe, expect, it } from 'vitest';
import { describeNews } from '../../../../hardware/node/virtual-box/describe-news.ts';

describe('what the virtual box prints', () => {
  it.each([
    [{ kind: 'pressed', button: 2, count: 4, how: 'cleanly' }, 'Pressed 2 (red); count 4.'],
    [{ kind: 'pressed', button: 3, count: 1, how: 'held' }, 'Pressed 3 and holding it; count 1.'],
    [
      { kind: 'pressed', button: 0, count: 1, how: 'bouncing' },
      'Pressed 0 (green), bouncing; count 1.',
    ],
    [{ kind: 'let-go', button: 5 }, 'Let go of 5 (staff).'],
    [
      { kind: 'troubles-told', stuck: [1], chattering: [2] },
      'Told: 1 (yellow) is stuck, 2 (red) chatters.',
    ],
    [{ kind: 'troubles-told', stuck: [], chattering: [] }, 'Told: no trouble any more.'],
    [{ kind: 'restarted', boot: 8 }, 'Restarted; start number 8.'],
    [{ kind: 'restarted', boot: null }, 'Restarted.'],
    [{ kind: 'lamp', button: 2, durationMs: 400 }, 'Lamp 2 (red) for 400 ms.'],
    [{ kind: 'lamp', button: 2, durationMs: 0 }, 'Lamp 2 (red) off.'],
    [{ kind: 'buzzer', durationMs: 1_500 }, 'Buzzer for 1,500 ms.'],
    [{ kind: 'beacon', durationMs: 60_000 }, 'Beacon on for 60,000 ms.'],
    [{ kind: 'beacon', durationMs: 0 }, 'Beacon off.'],
    [{ kind: 'switched', output: 'lamp 1', on: true }, 'Lamp 1 (yellow) on.'],
    [{ kind: 'switched', output: 'coil 4 of unit 9', on: false }, 'Coil 4 of unit 9 off.'],
    [{ kind: 'noise-sent', bytes: 40 }, 'Sent 40 bytes of noise.'],
    [
      { kind: 'fault-toggled', fault: 'drops', on: true },
      'Drops on: 25 % of what the box sends gets lost.',
    ],
    [{ kind: 'fault-toggled', fault: 'late', on: false }, 'Slow off.'],
    [{ kind: 'greeted' }, null],
  ] as const)('%j', (news, text) => {
    expect(describeNews(news)).toBe(text);
  });
});
