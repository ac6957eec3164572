import { describe, expect, it } from 'vitest';
import {
  type CornerTap,
  countTap,
  NO_TAPS,
  type StaffTaps,
} from '../../../../renderer/kiosk/staff-taps.ts';

const SHORTER_SIDE_PX = 1_000;
const corner = (atMs: number, at: Partial<CornerTap> = {}): CornerTap => ({
  acrossPx: 60,
  downPx: 60,
  atMs,
  ...at,
});

/** The places, from 1, of the taps that opened the menu. */
function opening(taps: readonly CornerTap[]): readonly number[] {
  let counted: StaffTaps = NO_TAPS;
  return taps.flatMap((tap, index) => {
    const step = countTap(counted, tap, SHORTER_SIDE_PX);
    counted = step.taps;
    return step.opens ? [index + 1] : [];
  });
}

describe('StaffTaps', () => {
  it('opens at the fifth tap within three seconds, and at the fifth after that', () => {
    expect(opening([0, 700, 1_400, 2_100, 2_800].map((at) => corner(at)))).toEqual([5]);
    expect(opening(Array.from({ length: 11 }, (_, index) => corner(index * 100)))).toEqual([5, 10]);
  });

  it('does not open when five taps take three seconds or longer', () => {
    expect(opening([0, 750, 1_500, 2_250, 3_000].map((at) => corner(at)))).toEqual([]);
    expect(opening(Array.from({ length: 20 }, (_, index) => corner(index * 800)))).toEqual([]);
  });

  it('opens once the taps come faster, whatever slow ones came before', () => {
    expect(opening([0, 2_000, 2_500, 2_900, 3_300, 3_700].map((at) => corner(at)))).toEqual([6]);
  });

  it('begins anew after a tap anywhere else', () => {
    const elsewhere = corner(350, { acrossPx: 500 });
    expect(
      opening([...[0, 100, 200, 300].map((at) => corner(at)), elsewhere, corner(400)]),
    ).toEqual([]);
  });

  it('knows the corner to its edge, and no further', () => {
    const at = (acrossPx: number, downPx: number) =>
      opening([0, 1, 2, 3, 4].map((atMs) => corner(atMs, { acrossPx, downPx })));
    expect([at(0, 0), at(120, 120), at(121, 10), at(10, 121), at(-1, 10)]).toEqual([
      [5],
      [5],
      [],
      [],
      [],
    ]);
  });
});
