import { sql } from 'kysely';
import type { AlertRule, RuleContent } from '../../contract/alert-rule.ts';
import type { AppTransaction } from '../database/database.ts';
import { readPolicies, readRuleVersions } from './rules-in-force.ts';

/** Who changes something, and when. */
export type Change = {
  readonly organizationId: string;
  readonly userId: string;
  readonly name: string;
  readonly atMs: number;
};

export type UnknownInRule = { readonly path: string; readonly message: string };

/** What a rule names and the organization does not have. */
export async function findUnknown(
  transaction: AppTransaction,
  { scope, policyId }: RuleContent,
): Promise<UnknownInRule[]> {
  const { rows } = await sql<{ id: string }>`
    select location_id as id from locations where location_id = any(${scope.locationIds}::uuid[])
    union all
    select touchpoint_id from touchpoints where touchpoint_id = any(${scope.touchpointIds}::uuid[])
  `.execute(transaction);
  const known = new Set(rows.map(({ id }) => id));
  const missing = (ids: readonly string[], path: string, message: string): UnknownInRule[] =>
    ids.flatMap((id, index) =>
      known.has(id) ? [] : [{ path: `/rule/scope/${path}/${index}`, message }],
    );
  const policies = await readPolicies(transaction);
  return [
    ...missing(scope.locationIds, 'locationIds', 'must be a location of the organization'),
    ...missing(scope.touchpointIds, 'touchpointIds', 'must be a touchpoint of the organization'),
    ...(policies.some(({ id }) => id === policyId)
      ? []
      : [{ path: '/rule/policyId', message: 'must be a policy of the organization' }]),
  ];
}

/**
 * Writes the next version of a rule, or its first.
 *
 * @param after the version that was changed; 0 for a new rule.
 * @returns null when that is not the newest any more, or the rule was deleted.
 */
export async function saveRule(
  transaction: AppTransaction,
  ruleId: string,
  { content, after, deleted }: { content: RuleContent; after: number; deleted: boolean },
  by: Change,
): Promise<AlertRule | null> {
  const { rows } = await sql<{ version: number }>`
    insert into alert_rules (organization_id, rule_id, version, name, enabled, condition, scope, policy_id,
      changed_at_ms, changed_by, changed_by_user_id, deleted)
    select ${by.organizationId}::uuid, ${ruleId}::uuid, ${after + 1}::int, ${content.name}, ${content.enabled},
      ${JSON.stringify(content.condition)}::jsonb, ${JSON.stringify(content.scope)}::jsonb,
      ${content.policyId}::uuid, ${by.atMs}::bigint, ${by.name}, ${by.userId}::uuid, ${deleted}
    where ${after}::int = coalesce((
        select case when r.deleted then -1 else r.version end from alert_rules r
        where r.rule_id = ${ruleId}::uuid order by r.version desc limit 1), 0)
    on conflict do nothing
    returning version
  `.execute(transaction);
  if (rows.length === 0) {
    return null;
  }
  if (deleted) {
    return { id: ruleId, version: after + 1, ...content, changedAtMs: by.atMs, changedBy: by.name };
  }
  return (await readRuleVersions(transaction, ruleId))[0] ?? null;
}
