/** Far enough to spare a panel, and near enough that nobody sees it: of the shorter side of the screen. */
const SHARE_OF_SIDE = 0.004;
const LEAST_PX = 3;
const EVERY_MS = 60_000;
/** Without a common divisor, so that the way leads everywhere before it begins anew. */
const STEPS_ACROSS = 34;
const STEPS_DOWN = 21;

export type Shift = { readonly x: number; readonly y: number };

/** How far the screen stands aside after so many minutes: nowhere at first, and less than two pixels with each step. */
export function shiftAt(step: number, reachPx: number): Shift {
  return {
    x: Math.round(reachPx * Math.sin((2 * Math.PI * step) / STEPS_ACROSS)),
    y: Math.round(reachPx * Math.sin((2 * Math.PI * step) / STEPS_DOWN)),
  };
}

/** Moves every screen a little each minute, so that none burns into the panel. It moves nothing within a screen. */
export function startPixelShift(root: HTMLElement): void {
  let step = 0;
  setInterval(() => {
    step += 1;
    const reachPx = Math.max(LEAST_PX, Math.min(innerWidth, innerHeight) * SHARE_OF_SIDE);
    const { x, y } = shiftAt(step, reachPx);
    root.style.setProperty('--shift-x', `${x}px`);
    root.style.setProperty('--shift-y', `${y}px`);
  }, EVERY_MS);
}
