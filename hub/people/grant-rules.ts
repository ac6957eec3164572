import type { Grant } from '../../contract/protocol/me.ts';
import { EVERYWHERE, isWithin, type Scope } from './scope.ts';

/** Where somebody decides over roles: as an admin over all of them, as a manager over that of staff. */
export type Giver = { readonly admin: Scope; readonly manager: Scope };

/** Whoever runs the hub decides over everything. */
export const RUNS_THE_HUB: Giver = { admin: EVERYWHERE, manager: EVERYWHERE };

/** Whether they may give this role there, and take it away. */
export function mayGive({ admin, manager }: Giver, { role, locationId }: Grant): boolean {
  return isWithin(admin, locationId) || (role === 'staff' && isWithin(manager, locationId));
}

export type GrantsDecision =
  | { readonly kind: 'change'; readonly give: readonly Grant[]; readonly take: readonly Grant[] }
  /** There is no such location, or none that they decide over. */
  | { readonly kind: 'unknown-location' }
  /** They may neither give this one nor take it away. */
  | { readonly kind: 'not-theirs'; readonly grant: Grant }
  /** Nobody would be left who may do everything everywhere. */
  | { readonly kind: 'last-admin' };

/**
 * What it takes to get from the grants that somebody has to those that are wanted, and whether the one who wants it may.
 * Whoever may give a role has as much themselves, so nobody can raise themselves.
 *
 * @param current as far as the giver sees them; others stay as they are.
 * @param isKnown whether there is such a location, and the giver decides over it.
 * @param otherAdmins how many others are admins everywhere.
 */
export function decideGrants({
  giver,
  current,
  wanted,
  isKnown,
  otherAdmins,
}: {
  readonly giver: Giver;
  readonly current: readonly Grant[];
  readonly wanted: readonly Grant[];
  readonly isKnown: (locationId: string) => boolean;
  readonly otherAdmins: number;
}): GrantsDecision {
  const give = wanted.filter((grant) => !includes(current, grant));
  const take = current.filter((grant) => !includes(wanted, grant));
  if (give.some(({ locationId }) => locationId !== null && !isKnown(locationId))) {
    return { kind: 'unknown-location' };
  }
  const foreign = [...take, ...give].find((grant) => !mayGive(giver, grant));
  if (foreign !== undefined) {
    return { kind: 'not-theirs', grant: foreign };
  }
  return take.some(isAdminEverywhere) && otherAdmins === 0
    ? { kind: 'last-admin' }
    : { kind: 'change', give, take };
}

export function isAdminEverywhere({ role, locationId }: Grant): boolean {
  return role === 'admin' && locationId === null;
}

function includes(grants: readonly Grant[], { role, locationId }: Grant): boolean {
  return grants.some((grant) => grant.role === role && grant.locationId === locationId);
}
