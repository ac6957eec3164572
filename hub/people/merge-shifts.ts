import type { Shift } from '../../contract/protocol/people.ts';

/** The same times on duty without overlap: shifts of one person that meet or overlap on a day become one. */
export function mergeShifts(shifts: readonly Shift[]): Shift[] {
  const merged: Shift[] = [];
  for (const shift of shifts.toSorted(inOrder)) {
    const last = merged.at(-1);
    if (last?.userId === shift.userId && last.day === shift.day && shift.from <= last.until) {
      const until = last.until > shift.until ? last.until : shift.until;
      merged[merged.length - 1] = { ...last, until };
    } else {
      merged.push(shift);
    }
  }
  return merged;
}

/** By person, day and time; times such as "09:00" are ordered as text. */
function inOrder(one: Shift, other: Shift): number {
  return compare(one.userId, other.userId) || one.day - other.day || compare(one.from, other.from);
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
