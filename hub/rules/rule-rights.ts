import type { AlertRule, RuleScope } from '../../contract/alert-rule.ts';
import { isWithin, type Scope } from '../people/scope.ts';

/** Where touchpoints are, of those that rules name. */
export type LocationOf = (touchpointId: string) => string | null;

/** Whoever may set rules at some places only may set those that reach nowhere else. */
export function maySetRule(
  scope: Scope,
  { locationIds, touchpointIds }: RuleScope,
  locationOf: LocationOf,
): boolean {
  if (scope.kind === 'everywhere') {
    return true;
  }
  return (
    locationIds.length + touchpointIds.length > 0 &&
    locationIds.every((id) => isWithin(scope, id)) &&
    touchpointIds.every((id) => isWithin(scope, locationOf(id)))
  );
}

/** A rule is shown to whoever has a place that it reaches. */
export function maySeeRule(
  scope: Scope,
  { scope: { locationIds, touchpointIds } }: Pick<AlertRule, 'scope'>,
  locationOf: LocationOf,
  /** The locations at and above the places of the scope: what is set there reaches them. */
  above: ReadonlySet<string>,
): boolean {
  if (scope.kind === 'everywhere') {
    return true;
  }
  const isHere =
    locationIds.length === 0 || locationIds.some((id) => isWithin(scope, id) || above.has(id));
  return (
    isHere &&
    (touchpointIds.length === 0 || touchpointIds.some((id) => isWithin(scope, locationOf(id))))
  );
}
