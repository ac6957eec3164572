import type { RuleScope } from '../../../contract/alert-rule.ts';
import type { PlacesReply } from '../../../contract/protocol/places.ts';
import { isWithin } from '../places/place-tree.ts';
import type { Reach } from '../places/place-tree.ts';

/** As the hub has it: whoever may set rules at some places only may set those that reach nowhere else. */
export function maySetRule(
  reach: Reach,
  { locationIds, touchpointIds }: RuleScope,
  { touchpoints }: PlacesReply,
): boolean {
  if (reach === null) {
    return true;
  }
  const locationOf = (id: string): string | null =>
    touchpoints.find((touchpoint) => touchpoint.id === id)?.locationId ?? null;
  return (
    locationIds.length + touchpointIds.length > 0 &&
    locationIds.every((id) => isWithin(reach, id)) &&
    touchpointIds.every((id) => isWithin(reach, locationOf(id)))
  );
}
