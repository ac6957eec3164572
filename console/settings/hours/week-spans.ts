import type { WeeklySpan } from '../../../contract/opening-hours.ts';

/**
 * A part of every week as people say it: one that ends at or before its beginning ends on the next day, and from
 * 00:00 until 00:00 is the whole day.
 */
export type SaidSpan = { day: number; from: string; until: string };

export const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

const MIDNIGHT = '00:00';
const DAY_END = '24:00';

/** As the hub keeps it: what goes over midnight becomes a span on each of both days. */
export function toWeeklySpans(said: readonly SaidSpan[]): WeeklySpan[] {
  return said
    .flatMap(({ day, from, until }): WeeklySpan[] =>
      from < until
        ? [{ day, from, until }]
        : [
            { day, from, until: DAY_END },
            ...(until === MIDNIGHT ? [] : [{ day: nextDay(day), from: MIDNIGHT, until }]),
          ],
    )
    .toSorted(inTheWeek);
}

/** The other way round: what goes on over midnight, for less than a day in all, is one span again. */
export function toSaidSpans(weekly: readonly WeeklySpan[]): SaidSpan[] {
  const rest = new Set(weekly);
  const said: SaidSpan[] = [];
  for (const evening of weekly) {
    const morning = [...rest].find(
      ({ day, from, until }) =>
        evening.until === DAY_END &&
        evening.from !== MIDNIGHT &&
        day === nextDay(evening.day) &&
        from === MIDNIGHT &&
        until <= evening.from,
    );
    if (morning !== undefined) {
      rest.delete(evening);
      rest.delete(morning);
      said.push({ day: evening.day, from: evening.from, until: morning.until });
    }
  }
  for (const { day, from, until } of rest) {
    said.push({ day, from, until: until === DAY_END ? MIDNIGHT : until });
  }
  return said.toSorted(inTheWeek);
}

/** The same times on several days. */
export type SpanOfDays = { days: readonly number[]; from: string; until: string };

/** Spans with the same times told together, in the order of their first days. */
export function byTimes(said: readonly SaidSpan[]): SpanOfDays[] {
  const groups = new Map<string, { days: number[]; from: string; until: string }>();
  for (const { day, from, until } of said) {
    const key = `${from} ${until}`;
    const group = groups.get(key) ?? { days: [], from, until };
    group.days.push(day);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ days, from, until }) => ({
    days: days.toSorted((a, b) => a - b),
    from,
    until,
  }));
}

export function byDays(groups: readonly SpanOfDays[]): SaidSpan[] {
  return groups
    .flatMap(({ days, from, until }) => days.map((day) => ({ day, from, until })))
    .toSorted(inTheWeek);
}

/** Whether two of these share any time: nobody can be meant to be open twice. */
export function overlaps(said: readonly SaidSpan[]): boolean {
  const spans = toWeeklySpans(said);
  return spans.some((span, index) => {
    const next = spans[index + 1];
    return next !== undefined && next.day === span.day && next.from < span.until;
  });
}

function nextDay(day: number): number {
  return (day % 7) + 1;
}

function inTheWeek(a: SaidSpan, b: SaidSpan): number {
  return a.day - b.day || (a.from < b.from ? -1 : Number(a.from > b.from));
}
