import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Shift } from '../../../../contract/protocol/people.ts';
import { mergeShifts } from '../../../../hub/people/merge-shifts.ts';

const ANNA = '0190a000-0000-7000-8000-00000000000a';
const BART = '0190a000-0000-7000-8000-00000000000b';

function shift(userId: string, day: number, from: string, until: string): Shift {
  return { userId, day, from, until };
}

describe('mergeShifts', () => {
  it('makes one of shifts that overlap or meet', () => {
    expect(
      mergeShifts([
        shift(ANNA, 1, '13:00', '17:00'),
        shift(ANNA, 1, '09:00', '12:00'),
        shift(ANNA, 1, '12:00', '14:00'),
      ]),
    ).toEqual([shift(ANNA, 1, '09:00', '17:00')]);
  });

  it('keeps the longer one where one lies within the other', () => {
    expect(
      mergeShifts([shift(ANNA, 1, '09:00', '24:00'), shift(ANNA, 1, '10:00', '11:00')]),
    ).toEqual([shift(ANNA, 1, '09:00', '24:00')]);
  });

  it('keeps breaks, days and people apart', () => {
    const apart = [
      shift(ANNA, 1, '09:00', '12:00'),
      shift(ANNA, 1, '12:30', '17:00'),
      shift(ANNA, 2, '09:00', '12:00'),
      shift(BART, 2, '11:00', '12:00'),
    ];
    expect(mergeShifts(apart.toReversed())).toEqual(apart);
  });

  it('changes nobody’s minutes on duty, and leaves no two that touch', () => {
    const hour = (number: number): string => `${String(number).padStart(2, '0')}:00`;
    const some = fc
      .record({
        userId: fc.constantFrom(ANNA, BART),
        day: fc.constantFrom(1, 7),
        begin: fc.integer({ min: 0, max: 23 }),
        hours: fc.integer({ min: 1, max: 24 }),
      })
      .map(({ userId, day, begin, hours }) =>
        shift(userId, day, hour(begin), hour(Math.min(24, begin + hours))),
      );
    const onDuty = (shifts: readonly Shift[]): string[] =>
      [ANNA, BART].flatMap((userId) =>
        [1, 7].flatMap((day) =>
          Array.from({ length: 24 }, (_, index) => hour(index))
            .filter((at) =>
              shifts.some(
                (one) =>
                  one.userId === userId && one.day === day && one.from <= at && at < one.until,
              ),
            )
            .map((at) => `${userId} ${day} ${at}`),
        ),
      );
    fc.assert(
      fc.property(fc.array(some), (shifts) => {
        const merged = mergeShifts(shifts);
        expect(onDuty(merged)).toEqual(onDuty(shifts));
        for (const [index, one] of merged.entries()) {
          const next = merged[index + 1];
          const isSame = next?.userId === one.userId && next.day === one.day;
          expect(isSame && next.from <= one.until).toBe(false);
        }
      }),
    );
  });
});
