import type { Alert } from '../../contract/protocol/alerts.ts';
import { MAY_HANDLE_ALERTS } from '../../contract/protocol/me.ts';
import type { Grant, Role } from '../../contract/protocol/me.ts';
import type { PlacesReply } from '../../contract/protocol/places.ts';
import { placesBelow } from '../places/place-tree.ts';

/**
 * Whether somebody may do something with an alert, by the roles they have where it is. While the places are not known
 * yet a role anywhere will do: the hub has the last word.
 */
export function mayActOn(
  { location }: Pick<Alert, 'location'>,
  grants: readonly Grant[],
  locations: PlacesReply['locations'] | null,
  roles: readonly Role[] = MAY_HANDLE_ALERTS,
): boolean {
  return grants.some(
    ({ role, locationId }) =>
      roles.includes(role) &&
      (locationId === null ||
        locations === null ||
        (location !== null && placesBelow(locations, locationId).has(location.id))),
  );
}
