import type { Grant, Role } from '../../../contract/protocol/me.ts';
import type { Place } from '../../../contract/protocol/places.ts';

type Located = Pick<Place, 'id' | 'name' | 'parentId'>;

/** A location in the order in which a tree is read, with how deep it lies. */
export type TreePlace<Of extends Located = Located> = { place: Of; depth: number };

/** Each location before those below it, siblings in the order they came in. */
export function placeTree<Of extends Located>(locations: readonly Of[]): TreePlace<Of>[] {
  const known = new Set(locations.map(({ id }) => id));
  const below = new Map<string | null, Of[]>();
  for (const place of locations) {
    const parent = place.parentId !== null && known.has(place.parentId) ? place.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), place]);
  }
  const read = (parent: string | null, depth: number): TreePlace<Of>[] =>
    (below.get(parent) ?? []).flatMap((place) => [{ place, depth }, ...read(place.id, depth + 1)]);
  return read(null, 0);
}

/** These and all below them. */
export function placesBelow(
  locations: readonly Located[],
  roots: readonly string[],
): ReadonlySet<string> {
  const found = new Set(roots);
  for (const { place } of placeTree(locations)) {
    if (place.parentId !== null && found.has(place.parentId)) {
      found.add(place.id);
    }
  }
  return found;
}

/** Where somebody may do something; null: everywhere. */
export type Reach = ReadonlySet<string> | null;

/** At the places of their grants with one of the roles, and below those. */
export function reachOf(
  grants: readonly Grant[],
  roles: readonly Role[],
  locations: readonly Located[],
): Reach {
  const held = grants.filter(({ role }) => roles.includes(role));
  const roots = held.flatMap(({ locationId }) => (locationId === null ? [] : [locationId]));
  return roots.length < held.length ? null : placesBelow(locations, roots);
}

export function isWithin(reach: Reach, locationId: string | null): boolean {
  return reach === null || (locationId !== null && reach.has(locationId));
}
