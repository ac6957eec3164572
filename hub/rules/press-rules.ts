import { sql } from 'kysely';
import type { RuleScope } from '../../contract/alert-rule.ts';
import type { AppTransaction } from '../database/database.ts';
import { sendTogether } from '../database/pipeline.ts';
import type { PlaceOfRule } from './rule-reach.ts';
import { NEWEST_RULES } from './rules-in-force.ts';

/** A rule that a press raises an alert by, with the policy that is in force for it. */
export type PressRule = {
  readonly id: string;
  readonly version: number;
  readonly condition: 'each-negative' | 'help-asked';
  readonly scope: RuleScope;
  readonly policyId: string;
  /** Null: the policy is gone, and the last resort is told. */
  readonly policyVersion: number | null;
};

export type PressRules = {
  /** Those that are turned on. */
  readonly rules: readonly PressRule[];
  /** Of the touchpoints that were asked for, with null for presses that belong to none. */
  readonly placeOf: (touchpointId: string | null) => PlaceOfRule;
  /** The organization has rules; one of before there were any gets the usual ones. */
  readonly areSet: boolean;
};

/** What presses at these touchpoints may raise alerts by; two statements on their way together. */
export async function readPressRules(
  transaction: AppTransaction,
  touchpointIds: readonly (string | null)[],
): Promise<PressRules> {
  const wanted = [...new Set(touchpointIds.filter((id) => id !== null))];
  const [{ rows: rules }, { rows: places }] = await sendTogether<[RuleRow, PlaceRow]>(
    transaction,
    sql`
      ${NEWEST_RULES}
      select r.rule_id, r.version, r.enabled and not r.deleted as is_on, r.condition ->> 'kind' as condition, r.scope,
        r.policy_id, (
          select case when p.deleted then null else p.version end from escalation_policies p
          where p.policy_id = r.policy_id order by p.version desc limit 1) as policy_version
      from newest r
      where r.condition ->> 'kind' in ('each-negative', 'help-asked')
    `,
    sql`
      with recursive above as (
        select t.touchpoint_id, l.location_id, l.parent_id, 1 as depth
        from touchpoints t join locations l on l.location_id = t.location_id
        where t.touchpoint_id = any(${wanted}::uuid[])
        union all
        select a.touchpoint_id, l.location_id, l.parent_id, a.depth + 1
        from above a join locations l on l.location_id = a.parent_id where a.depth < 32
      )
      select touchpoint_id, array_agg(location_id order by depth) as location_ids from above group by touchpoint_id
    `,
  );
  const above = new Map(places.map((row) => [row.touchpoint_id, row.location_ids]));
  return {
    areSet: rules.length > 0,
    rules: rules.flatMap((row) => (row.is_on ? [toPressRule(row)] : [])),
    placeOf: (touchpointId) => ({
      touchpointId,
      locationIds: touchpointId === null ? [] : (above.get(touchpointId) ?? []),
    }),
  };
}

type RuleRow = {
  readonly rule_id: string;
  readonly version: number;
  readonly is_on: boolean;
  readonly condition: PressRule['condition'];
  readonly scope: RuleScope;
  readonly policy_id: string;
  readonly policy_version: number | null;
};
type PlaceRow = { readonly touchpoint_id: string; readonly location_ids: string[] };

function toPressRule(row: RuleRow): PressRule {
  return {
    id: row.rule_id,
    version: row.version,
    condition: row.condition,
    scope: row.scope,
    policyId: row.policy_id,
    policyVersion: row.policy_version,
  };
}
