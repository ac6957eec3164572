/** Whether one reading of a wrapping u32 counter is ahead of another: by less than half of its range. */
export function isAheadU32(count: number, of: number): boolean {
  const ahead = (count - of) >>> 0;
  return ahead > 0 && ahead < 2 ** 31;
}
