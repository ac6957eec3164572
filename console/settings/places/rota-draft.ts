import { MAY_HANDLE_ALERTS } from '../../../contract/protocol/me.ts';
import type { Member, Shift } from '../../../contract/protocol/people.ts';
import type { Place } from '../../../contract/protocol/places.ts';
import { toSaidSpans, toWeeklySpans } from '../hours/week-spans.ts';
import type { SaidSpan } from '../hours/week-spans.ts';
import { placesBelow } from './place-tree.ts';

/** Somebody's part of the week as people say it: a night shift is one. */
export type SaidShift = SaidSpan & { userId: string };

export function toSaidShifts(shifts: readonly Shift[]): SaidShift[] {
  return eachPerson(shifts, (own) => toSaidSpans(own));
}

export function toShifts(said: readonly SaidShift[]): Shift[] {
  return eachPerson(said, (own) => toWeeklySpans(own));
}

function eachPerson<From extends { userId: string }, To>(
  all: readonly From[],
  turn: (own: From[]) => To[],
): (To & { userId: string })[] {
  return [...new Set(all.map(({ userId }) => userId))].flatMap((userId) =>
    turn(all.filter((one) => one.userId === userId)).map((one) => ({ ...one, userId })),
  );
}

/** Who can be on duty at a place: those who may handle alerts there. A place that the reader does not see lies above. */
export function handlersAt(
  place: Place,
  members: readonly Member[],
  locations: readonly Place[],
): Member[] {
  const known = new Set(locations.map(({ id }) => id));
  return members.filter(({ grants }) =>
    grants.some(
      ({ role, locationId }) =>
        MAY_HANDLE_ALERTS.includes(role) &&
        (locationId === null ||
          !known.has(locationId) ||
          placesBelow(locations, [locationId]).has(place.id)),
    ),
  );
}
