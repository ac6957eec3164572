/** Red, green and blue, 0 to 255. */
type Colour = readonly [number, number, number];

/** @param hex such as `#1a7f54`; a style sheet that was made small says `#fff` for `#ffffff`. */
function parse(hex: string): Colour {
  const digits = hex.slice(1);
  const value = Number.parseInt(digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function format(colour: Colour): string {
  return `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red, green, blue] = parse(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours (WCAG 2.2): 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** How much nearer to black or white a colour comes with each try. */
const STEP = 0.04;

/**
 * A colour as it is where it can be read on every ground; else darker, or lighter on dark grounds, until it can.
 *
 * @param leastRatio reached in any case by black or white on grounds of one kind, if they can reach it.
 */
export function readableOn(hex: string, grounds: readonly string[], leastRatio: number): string {
  const isReadable = (tried: string): boolean =>
    grounds.every((ground) => contrast(tried, ground) >= leastRatio);
  const far = grounds.every((ground) => luminance(ground) > 0.18) ? 0 : 255;
  const colour = parse(hex);
  for (let share = 0; share < 1; share += STEP) {
    const [red, green, blue] = colour.map((channel) => channel + (far - channel) * share) as [
      number,
      number,
      number,
    ];
    const tried = format([red, green, blue]);
    if (isReadable(tried)) {
      return tried;
    }
  }
  return format([far, far, far]);
}

/** Black or white, whichever is read better on a colour: one of them always has 4.5:1. */
export function inkOn(hex: string): string {
  return contrast(hex, '#ffffff') >= contrast(hex, '#000000') ? '#ffffff' : '#000000';
}
