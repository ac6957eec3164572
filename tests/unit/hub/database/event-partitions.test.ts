import { describe, expect, it } from 'vitest';
import { uuidV7 } from '../../../../contract/uuid-v7.ts';
import { eventPartitions } from '../../../../hub/database/event-partitions.ts';

describe('eventPartitions', () => {
  it('cover last month and the months to come without a gap', () => {
    const partitions = eventPartitions(Date.UTC(2026, 0, 31));
    expect(partitions.slice(0, 2)).toEqual([
      {
        name: 'events_2025_12',
        from: '019ad735-8400-0000-0000-000000000000',
        to: '019b76da-a800-0000-0000-000000000000',
      },
      {
        name: 'events_2026_01',
        from: '019b76da-a800-0000-0000-000000000000',
        to: '019c167f-cc00-0000-0000-000000000000',
      },
    ]);
    expect(partitions.slice(1).map(({ from }) => from)).toEqual(
      partitions.slice(0, -1).map(({ to }) => to),
    );
    expect(partitions.at(-1)?.name).toBe('events_2027_04');
  });

  it('begin before the first and end before the next month’s first id', () => {
    const [, january] = eventPartitions(Date.UTC(2026, 0, 15));
    const first = uuidV7(Date.UTC(2026, 0), new Uint8Array(10));
    const last = uuidV7(Date.UTC(2026, 1) - 1, new Uint8Array(10).fill(255));
    expect([
      first >= (january?.from ?? ''),
      last < (january?.to ?? ''),
      uuidV7(Date.UTC(2026, 1), new Uint8Array(10)) >= (january?.to ?? ''),
    ]).toEqual([true, true, true]);
  });
});
