import { MAY_INVITE, Role } from '../../../contract/protocol/me.ts';
import type { Grant } from '../../../contract/protocol/me.ts';
import type { Place } from '../../../contract/protocol/places.ts';
import { isWithin, reachOf } from '../places/place-tree.ts';
import type { Reach } from '../places/place-tree.ts';

/** Where somebody decides over roles: as an admin over all of them, as a manager over that of staff. */
export type Giver = { admin: Reach; manager: Reach; any: Reach };

export function giverOf(grants: readonly Grant[], locations: readonly Place[]): Giver {
  return {
    admin: reachOf(grants, ['admin'], locations),
    manager: reachOf(grants, ['manager'], locations),
    any: reachOf(grants, MAY_INVITE, locations),
  };
}

/** As the hub has it: whether they may give this role there, and take it away. */
export function mayGive({ admin, manager }: Giver, { role, locationId }: Grant): boolean {
  return isWithin(admin, locationId) || (role === 'staff' && isWithin(manager, locationId));
}

/** Roles that they may give at a place, in the order of what they allow. */
export function rolesAt(giver: Giver, locationId: string | null): readonly Role[] {
  return Role.options.filter((role) => mayGive(giver, { role, locationId }));
}

/** What a new grant begins as: staff at the first place that has none yet; null when every place has one. */
export function nextGrant(
  giver: Giver,
  grants: readonly Grant[],
  locations: readonly Place[],
): Grant | null {
  const taken = new Set(grants.map(({ locationId }) => locationId));
  const free = [...locations.map(({ id }) => id), null].find(
    (locationId) => !taken.has(locationId) && mayGive(giver, { role: 'staff', locationId }),
  );
  return free === undefined ? null : { role: 'staff', locationId: free };
}

/** Where the same place is named twice; at each somebody has one role. */
export function placedTwice(grants: readonly Grant[]): boolean {
  return new Set(grants.map(({ locationId }) => locationId)).size < grants.length;
}
