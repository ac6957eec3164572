/** A tap on the kiosk, in pixels from the upper corner where lines start. */
export type CornerTap = {
  readonly acrossPx: number;
  readonly downPx: number;
  readonly atMs: number;
};

/** The taps into the corner that may still become five. */
export type StaffTaps = readonly { readonly atMs: number }[];

export const NO_TAPS: StaffTaps = [];

/** How many open the staff menu, within how long, and in how large a corner: a share of the kiosk's shorter side. */
export const TAPS = 5;
export const WITHIN_MS = 3_000;
export const CORNER_SHARE = 0.12;

/** Counts a tap. A tap anywhere else begins anew: nobody comes upon the menu by tapping all over the screen. */
export function countTap(
  taps: StaffTaps,
  { acrossPx, downPx, atMs }: CornerTap,
  shorterSidePx: number,
): { readonly taps: StaffTaps; readonly opens: boolean } {
  const cornerPx = shorterSidePx * CORNER_SHARE;
  const inCorner = acrossPx >= 0 && downPx >= 0 && acrossPx <= cornerPx && downPx <= cornerPx;
  if (!inCorner) {
    return { taps: NO_TAPS, opens: false };
  }
  const counted = [...taps.filter((tap) => atMs - tap.atMs < WITHIN_MS), { atMs }];
  return counted.length >= TAPS ? { taps: NO_TAPS, opens: true } : { taps: counted, opens: false };
}
