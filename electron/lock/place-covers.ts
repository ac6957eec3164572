/**
 * Says which cover covers which place. One that covers a place which is still wanted stays; the others take the places
 * that are new, and only where there are too few is one made. What is left over covers nothing (null) and stays at hand.
 *
 * @param wanted each a place, all different.
 * @param covers what each covered until now; null: nothing.
 */
export function placeCovers<Cover>(
  wanted: readonly string[],
  covers: ReadonlyMap<Cover, string | null>,
  make: () => Cover,
): ReadonlyMap<Cover, string | null> {
  const placed = new Map(
    [...covers].map(([cover, place]) => [
      cover,
      place !== null && wanted.includes(place) ? place : null,
    ]),
  );
  const covered = new Set(placed.values());
  const free = [...placed].filter(([, place]) => place === null).map(([cover]) => cover);
  for (const place of wanted.filter((each) => !covered.has(each))) {
    placed.set(free.shift() ?? make(), place);
  }
  return placed;
}
