import { sql } from 'kysely';
import type { AlertRule } from '../../contract/alert-rule.ts';
import type { AppTransaction } from '../database/database.ts';
import type { Scope } from '../people/scope.ts';
import type { LocationOf } from './rule-rights.ts';

/** Where the touchpoints are that these rules name, and which locations stand above a scope's. */
export async function readRulePlaces(
  transaction: AppTransaction,
  scope: Scope,
  rules: readonly Pick<AlertRule, 'scope'>[],
): Promise<{ locationOf: LocationOf; above: ReadonlySet<string> }> {
  const named = [...new Set(rules.flatMap((rule) => rule.scope.touchpointIds))];
  const touchpoints = await sql<{ touchpoint_id: string; location_id: string }>`
    select touchpoint_id, location_id from touchpoints where touchpoint_id = any(${named}::uuid[])
  `.execute(transaction);
  const below = scope.kind === 'everywhere' ? [] : [...scope.locationIds];
  const above = await sql<{ location_id: string }>`
    with recursive above as (
      select location_id, parent_id from locations where location_id = any(${below}::uuid[])
      union
      select l.location_id, l.parent_id from locations l join above a on l.location_id = a.parent_id
    )
    select location_id from above
  `.execute(transaction);
  const at = new Map(touchpoints.rows.map((row) => [row.touchpoint_id, row.location_id]));
  return {
    locationOf: (touchpointId) => at.get(touchpointId) ?? null,
    above: new Set(above.rows.map((row) => row.location_id)),
  };
}
