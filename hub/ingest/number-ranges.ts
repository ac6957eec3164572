/** Numbers as PostgreSQL's `int8multirange` writes them: `{[1,4],[6,6]}`; `{}` for none. Duplicates count once. */
export function numberRanges(numbers: readonly number[]): string {
  const ranges: { from: number; through: number }[] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last === undefined || number > last.through + 1) {
      ranges.push({ from: number, through: number });
    } else {
      last.through = number;
    }
  }
  return `{${ranges.map(({ from, through }) => `[${from},${through}]`).join(',')}}`;
}
