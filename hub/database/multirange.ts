import type { NumberRanges } from '../../contract/number-ranges.ts';
import type { NumberRange } from '../../contract/number-range.ts';

/** Ranges as PostgreSQL reads an `int8multirange`: `{[1,4],[6,6]}`; `{}` for none. */
export function writeMultirange(ranges: NumberRanges): string {
  return `{${ranges.map(({ from, through }) => `[${from},${through}]`).join(',')}}`;
}

/** Reads PostgreSQL's text of an `int8multirange`: `{[1,4),[6,7)}`. */
export function readMultirange(text: string): NumberRange[] {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, lower, upper]) => ({
    from: Number(lower),
    through: Number(upper) - 1,
  }));
}
