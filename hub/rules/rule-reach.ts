import type { AlertRule, RuleScope } from '../../contract/alert-rule.ts';

/** A place as rules know it. */
export type PlaceOfRule = {
  readonly touchpointId: string | null;
  /** Its location and all above it, nearest first; none for what belongs to no location. */
  readonly locationIds: readonly string[];
};

/** Whether a rule holds at a place, whatever the hour. */
export function reaches(
  { locationIds, touchpointIds }: Pick<RuleScope, 'locationIds' | 'touchpointIds'>,
  place: PlaceOfRule,
): boolean {
  const isHere =
    locationIds.length === 0 || locationIds.some((id) => place.locationIds.includes(id));
  return (
    isHere &&
    (touchpointIds.length === 0 ||
      (place.touchpointId !== null && touchpointIds.includes(place.touchpointId)))
  );
}

/**
 * Of several rules for the same thing the one that was meant most closely: it names the touchpoint, or else the nearest
 * location; of equals the one made first.
 */
export function closestRule<Rule extends Pick<AlertRule, 'id' | 'scope'>>(
  rules: readonly Rule[],
  place: PlaceOfRule,
): Rule | null {
  const distance = ({ scope }: Rule): number => {
    if (scope.touchpointIds.length > 0) {
      return -1;
    }
    const nearest = place.locationIds.findIndex((id) => scope.locationIds.includes(id));
    return nearest === -1 ? place.locationIds.length : nearest;
  };
  return (
    rules
      .filter(({ scope }) => reaches(scope, place))
      .toSorted((a, b) => distance(a) - distance(b) || (a.id < b.id ? -1 : 1))[0] ?? null
  );
}
