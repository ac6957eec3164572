import { describe, expect, it } from 'vitest';
import {
  byDays,
  byTimes,
  overlaps,
  toSaidSpans,
  toWeeklySpans,
} from '../../../../console/settings/hours/week-spans.ts';

describe('toWeeklySpans', () => {
  it('makes two spans of one that goes over midnight, on Sunday into Monday too', () => {
    expect(toWeeklySpans([{ day: 7, from: '22:00', until: '07:00' }])).toEqual([
      { day: 1, from: '00:00', until: '07:00' },
      { day: 7, from: '22:00', until: '24:00' },
    ]);
  });

  it('ends at midnight with its day, and takes midnight to midnight for the whole of it', () => {
    expect(
      toWeeklySpans([
        { day: 2, from: '18:00', until: '00:00' },
        { day: 3, from: '00:00', until: '00:00' },
      ]),
    ).toEqual([
      { day: 2, from: '18:00', until: '24:00' },
      { day: 3, from: '00:00', until: '24:00' },
    ]);
  });

  it.each([
    [[{ day: 1, from: '09:00', until: '18:00' }]],
    [[{ day: 5, from: '22:00', until: '06:30' }]],
    [[{ day: 7, from: '23:00', until: '00:00' }]],
    [
      [
        { day: 1, from: '00:00', until: '00:00' },
        { day: 2, from: '00:00', until: '00:00' },
      ],
    ],
    [
      [
        { day: 1, from: '00:00', until: '06:00' },
        { day: 1, from: '22:00', until: '06:00' },
        { day: 2, from: '22:00', until: '22:00' },
      ],
    ],
  ])('says %j again as it was said', (said) => {
    expect(toSaidSpans(toWeeklySpans(said))).toEqual(said);
  });
});

describe('toSaidSpans', () => {
  it('keeps apart what would be longer than a day', () => {
    expect(
      toSaidSpans([
        { day: 1, from: '08:00', until: '24:00' },
        { day: 2, from: '00:00', until: '12:00' },
      ]),
    ).toEqual([
      { day: 1, from: '08:00', until: '00:00' },
      { day: 2, from: '00:00', until: '12:00' },
    ]);
  });
});

describe('byTimes', () => {
  const said = [
    { day: 1, from: '22:00', until: '07:00' },
    { day: 2, from: '22:00', until: '07:00' },
    { day: 6, from: '23:00', until: '09:00' },
  ];

  it('tells the same times on several days once, and back', () => {
    const groups = byTimes(said);
    expect(groups).toEqual([
      { days: [1, 2], from: '22:00', until: '07:00' },
      { days: [6], from: '23:00', until: '09:00' },
    ]);
    expect(byDays(groups)).toEqual(said);
  });
});

describe('overlaps', () => {
  it('sees a night that runs into the next morning', () => {
    expect(
      overlaps([
        { day: 1, from: '22:00', until: '07:00' },
        { day: 2, from: '06:00', until: '12:00' },
      ]),
    ).toBe(true);
  });

  it('lets one begin where another ends', () => {
    expect(
      overlaps([
        { day: 1, from: '09:00', until: '12:00' },
        { day: 1, from: '12:00', until: '17:00' },
      ]),
    ).toBe(false);
  });
});
