import type { OpeningHours } from './opening-hours.ts';

/** What the clock on the wall shows at a place. */
type LocalTime = {
  /** `2026-11-22` */
  readonly date: string;
  /** `09:00:00.000`, which sorts as time does; a time of day of the hours compares with it. */
  readonly time: string;
};

const DAY_MS = 24 * 60 * 60_000;
/** As many closed days as there may be, a week that has an opening, and the day that is under way. */
const LOOKED_AHEAD_DAYS = 100 + 7 + 1;

/** Whether a place is open at a moment of the wall clock, in milliseconds since 1970. */
export function openAt(hours: OpeningHours, wallMs: number): boolean {
  return isOpen(hours, localClock(hours.timeZone)(wallMs));
}

/**
 * When a place opens that is closed, or closes that is open; null where it does neither within its closed days and a
 * week more. The hours are those of the clock on its wall: an hour that is skipped or comes twice, as summer time
 * begins or ends, is skipped or comes twice.
 */
export function nextChangeMs(hours: OpeningHours, wallMs: number): number | null {
  const localAt = localClock(hours.timeZone);
  const openNow = isOpen(hours, localAt(wallMs));
  const times = [
    ...new Set(['00:00', ...hours.weekly.flatMap(({ from, until }) => [from, until])]),
  ];
  const todayMs = Math.floor(wallMs / DAY_MS) * DAY_MS;
  for (let day = 0; day <= LOOKED_AHEAD_DAYS; day += 1) {
    const change = momentsWithin(localAt, todayMs + day * DAY_MS, times)
      .filter((atMs) => atMs > wallMs)
      .find((atMs) => isOpen(hours, localAt(atMs)) !== openNow);
    if (change !== undefined) {
      return change;
    }
  }
  return null;
}

function isOpen({ weekly, closedOn }: OpeningHours, { date, time }: LocalTime): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  return (
    !closedOn.includes(date) &&
    weekly.some((opening) => opening.day === day && opening.from <= time && time < opening.until)
  );
}

type LocalClock = (wallMs: number) => LocalTime;

/** By time zone; making one takes much longer than reading it. */
const localClocks = new Map<string, LocalClock>();

/** Reads the clock on the wall of a time zone. */
function localClock(timeZone: string): LocalClock {
  const known = localClocks.get(timeZone);
  if (known !== undefined) {
    return known;
  }
  const made = makeLocalClock(timeZone);
  localClocks.set(timeZone, made);
  return made;
}

function makeLocalClock(timeZone: string): LocalClock {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
  return (wallMs) => {
    const parts = Object.fromEntries(
      format.formatToParts(wallMs).map(({ type, value }) => [type, value]),
    );
    return {
      date: `${parts['year']}-${parts['month']}-${parts['day']}`,
      time: `${parts['hour']}:${parts['minute']}:${parts['second']}.${parts['fractionalSecond']}`,
    };
  };
}

/** How far the wall's clock is ahead of UTC. */
function offsetAt(localAt: (wallMs: number) => LocalTime, wallMs: number): number {
  const { date, time } = localAt(wallMs);
  return Date.parse(`${date}T${time}Z`) - wallMs;
}

/**
 * Every moment of a day in UTC, in order, at which a place may open or close: whenever its clock shows one of the times,
 * and when its clock is turned.
 */
function momentsWithin(
  localAt: (wallMs: number) => LocalTime,
  dayMs: number,
  times: readonly string[],
): readonly number[] {
  const turns = turnsBetween(localAt, dayMs - DAY_MS, dayMs + 2 * DAY_MS);
  const offsets = new Set([dayMs - DAY_MS, ...turns].map((atMs) => offsetAt(localAt, atMs)));
  // By its clock it may be the day before, or after.
  const shown = [-1, 0, 1].flatMap((day) =>
    times.flatMap((time) => {
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      return [...offsets].map(
        (offset) => dayMs + day * DAY_MS + (hour * 60 + minute) * 60_000 - offset,
      );
    }),
  );
  return [...shown, ...turns]
    .filter((atMs) => atMs >= dayMs && atMs < dayMs + DAY_MS)
    .toSorted((a, b) => a - b);
}

/** When the clock was turned between two moments a few days apart: the first moment at which it shows the new time. */
function turnsBetween(
  localAt: (wallMs: number) => LocalTime,
  fromMs: number,
  untilMs: number,
): readonly number[] {
  const before = offsetAt(localAt, fromMs);
  if (before === offsetAt(localAt, untilMs)) {
    return [];
  }
  let [old, turned] = [fromMs, untilMs];
  while (turned - old > 1) {
    const middle = Math.floor((old + turned) / 2);
    if (offsetAt(localAt, middle) === before) {
      old = middle;
    } else {
      turned = middle;
    }
  }
  return [turned];
}
