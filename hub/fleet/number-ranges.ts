/** Whole numbers from 1 on, as ranges that ascend and stand apart; both ends belong to it. */
export type NumberRange = { readonly from: number; readonly through: number };

/** Reads PostgreSQL's text of an `int8multirange`: `{[1,4),[6,7)}`. */
export function readMultirange(text: string): NumberRange[] {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, lower, upper]) => ({
    from: Number(lower),
    through: Number(upper) - 1,
  }));
}

export function countNumbers(ranges: readonly NumberRange[]): number {
  return ranges.reduce((count, { from, through }) => count + (through - from + 1), 0);
}

/** The highest number, or 0. */
export function topNumber(ranges: readonly NumberRange[]): number {
  return ranges.at(-1)?.through ?? 0;
}

/** All numbers of either. */
export function unionOf(a: readonly NumberRange[], b: readonly NumberRange[]): NumberRange[] {
  const union: NumberRange[] = [];
  for (const range of [...a, ...b].toSorted((one, other) => one.from - other.from)) {
    const last = union.at(-1);
    if (last === undefined || range.from > last.through + 1) {
      union.push(range);
    } else if (range.through > last.through) {
      union[union.length - 1] = { from: last.from, through: range.through };
    }
  }
  return union;
}

/** The numbers from 1 up to and including `through` that are not in `ranges`. */
export function missingThrough(ranges: readonly NumberRange[], through: number): NumberRange[] {
  const missing: NumberRange[] = [];
  let next = 1;
  for (const range of ranges) {
    if (range.from > through) {
      break;
    }
    if (range.from > next) {
      missing.push({ from: next, through: range.from - 1 });
    }
    next = range.through + 1;
  }
  return next > through ? missing : [...missing, { from: next, through }];
}
