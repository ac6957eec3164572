export type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** What can be seen of an area, four bytes a pixel; null when nobody can tell. */
export type Capture = (area: Area) => Promise<Uint8Array | null>;

const STRIP_HEIGHT_PX = 4;
const STRIPS_AT = [0.5, 0.25, 0.75];

/** Screens that may well be one colour but for a few dots. */
const QUIET_SCREENS: ReadonlySet<string> = new Set(['night', 'starting']);

/** Whether a screen of this name always shows more than one colour. */
export function mustShowSomething(screen: string): boolean {
  return !QUIET_SCREENS.has(screen);
}

/**
 * Whether all that can be seen is one colour. Most often a strip of a few lines tells that it is not; only where three
 * strips are of one colour is the whole captured.
 */
export async function isFlat(
  capture: Capture,
  { width, height }: Pick<Area, 'width' | 'height'>,
): Promise<boolean> {
  const strips = STRIPS_AT.map((at) => ({
    x: 0,
    y: Math.floor(height * at),
    width,
    height: Math.min(STRIP_HEIGHT_PX, height),
  }));
  for (const area of [...strips, { x: 0, y: 0, width, height }]) {
    const pixels = await capture(area);
    if (pixels === null || pixels.length === 0 || !isOneColour(pixels)) {
      return false;
    }
  }
  return true;
}

function isOneColour(pixels: Uint8Array): boolean {
  for (let at = 4; at < pixels.length; at += 1) {
    if (pixels[at] !== pixels[at - 4]) {
      return false;
    }
  }
  return true;
}
