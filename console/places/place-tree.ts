import type { PlacesReply } from '../../contract/protocol/places.ts';

type Location = Pick<PlacesReply['locations'][number], 'id' | 'name' | 'parentId'>;

/** A location as it stands in a list of the whole tree: `depth` 0 is the top of what somebody sees. */
export type ListedPlace = { id: string; name: string; depth: number };

/** Every location under the one that it is in, by name within each. */
export function listPlaces(locations: readonly Location[], language: string): ListedPlace[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const known = new Set(locations.map(({ id }) => id));
  const isBelow = (parentId: string | null) => (location: Location) =>
    (location.parentId !== null && known.has(location.parentId) ? location.parentId : null) ===
    parentId;
  const listed: ListedPlace[] = [];
  const list = (parentId: string | null, depth: number): void => {
    const children = locations.filter(isBelow(parentId));
    for (const { id, name } of children.toSorted((a, b) => compare(a.name, b.name))) {
      listed.push({ id, name, depth });
      list(id, depth + 1);
    }
  };
  list(null, 0);
  return listed;
}

/** A location and all that are below it. */
export function placesBelow(locations: readonly Location[], locationId: string): Set<string> {
  const below = new Set([locationId]);
  // A set grows while it is gone through: children of children are found as well.
  for (const id of below) {
    for (const location of locations) {
      if (location.parentId === id) {
        below.add(location.id);
      }
    }
  }
  return below;
}
