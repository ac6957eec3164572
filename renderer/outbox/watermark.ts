/** How far the hub has answered one ledger, kept apart from the events themselves: draining touches no event. */
export type Watermark = {
  /** Every number up to here has been answered (stored or parked). */
  readonly mark: number;
  /** Answered numbers beyond the mark, ascending: the priority lane's, and what overtook an unanswered number. */
  readonly above: readonly number[];
  /** Numbers up to the mark that somebody asked to send again, ascending. */
  readonly reopened: readonly number[];
};

export const UNTOUCHED: Watermark = { mark: 0, above: [], reopened: [] };

const ascending = (a: number, b: number): number => a - b;

/** Takes answers in and moves the mark over every number that is now answered without a gap. */
export function answer(watermark: Watermark, numbers: readonly number[]): Watermark {
  const answered = new Set(watermark.above);
  for (const number of numbers) {
    if (number > watermark.mark) {
      answered.add(number);
    }
  }
  let mark = watermark.mark;
  while (answered.delete(mark + 1)) {
    mark += 1;
  }
  return {
    mark,
    above: [...answered].toSorted(ascending),
    reopened: watermark.reopened.filter((number) => !numbers.includes(number)),
  };
}

/** Everything up to a number was answered, however it came to be forgotten here. */
export function confirmThrough(watermark: Watermark, through: number): Watermark {
  if (through <= watermark.mark) {
    return watermark;
  }
  const above = watermark.above.filter((number) => number > through);
  return answer({ ...watermark, mark: through, above: [] }, above);
}

/** Makes answered numbers unanswered again. */
export function reopen(watermark: Watermark, numbers: readonly number[]): Watermark {
  const again = new Set(numbers);
  const behind = numbers.filter((number) => number <= watermark.mark);
  return {
    mark: watermark.mark,
    above: watermark.above.filter((answered) => !again.has(answered)),
    reopened: [...new Set([...watermark.reopened, ...behind])].toSorted(ascending),
  };
}

/**
 * The hub holds less than it once confirmed (it came back from a backup): everything above `storedThrough` is
 * unanswered again, except what is parked. A higher `storedThrough` changes nothing, because a terminal with a
 * cloned disk may have stored those numbers.
 */
export function rewind(
  watermark: Watermark,
  storedThrough: number,
  parked: readonly number[],
): Watermark {
  if (storedThrough >= watermark.mark) {
    return watermark;
  }
  const lowered: Watermark = {
    mark: storedThrough,
    above: [],
    reopened: watermark.reopened.filter((number) => number <= storedThrough),
  };
  return answer(
    lowered,
    parked.filter((number) => number > storedThrough),
  );
}

/** How many of the numbers 1 … `made` are unanswered, and the lowest of them. */
export function unanswered(
  watermark: Watermark,
  made: number,
): { count: number; oldest: number | null } {
  const count = Math.max(0, made - watermark.mark - watermark.above.length);
  const total = count + watermark.reopened.length;
  if (watermark.reopened[0] !== undefined) {
    return { count: total, oldest: watermark.reopened[0] };
  }
  // The number after the mark is never in `above`: `answer` would have moved the mark over it.
  return { count: total, oldest: count > 0 ? watermark.mark + 1 : null };
}
