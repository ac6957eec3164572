import type { HolidayRegion, Place, PlaceHoursRequest } from '../../../contract/protocol/places.ts';
import { toSaidSpans, toWeeklySpans } from '../hours/week-spans.ts';
import type { SaidSpan } from '../hours/week-spans.ts';

/** A place's hours while they are edited: as people say them, kept while those of the place above are in force. */
export type HoursDraft = {
  isOwn: boolean;
  timeZone: string;
  spans: readonly SaidSpan[];
  closedOn: readonly string[];
  /** Null: as the place above. */
  holidays: HolidayRegion | null;
};

const SHOP_DAYS = [1, 2, 3, 4, 5, 6] as const;

/** The nearest place above that has hours of its own; null: those of the organization. */
export function hoursAbove(place: Place, locations: readonly Place[]): Place | null {
  const byId = new Map(locations.map((each) => [each.id, each]));
  let above = place.parentId === null ? undefined : byId.get(place.parentId);
  while (above !== undefined && above.hours === null) {
    above = above.parentId === null ? undefined : byId.get(above.parentId);
  }
  return above ?? null;
}

export function toHoursDraft(
  place: Place,
  locations: readonly Place[],
  ownTimeZone: string,
): HoursDraft {
  const begin = place.hours ?? hoursAbove(place, locations)?.hours ?? null;
  return {
    isOwn: place.hours !== null,
    timeZone: begin?.timeZone ?? ownTimeZone,
    spans:
      begin === null
        ? SHOP_DAYS.map((day) => ({ day, from: '09:00', until: '18:00' }))
        : toSaidSpans(begin.weekly),
    closedOn: place.hours?.closedOn ?? [],
    holidays: place.holidays,
  };
}

export function toHours({
  isOwn,
  timeZone,
  spans,
  closedOn,
  holidays,
}: HoursDraft): PlaceHoursRequest {
  return {
    hours: isOwn
      ? { timeZone, weekly: toWeeklySpans(spans), closedOn: [...closedOn].toSorted() }
      : null,
    holidays,
  };
}
