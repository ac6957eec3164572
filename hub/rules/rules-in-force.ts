import { sql } from 'kysely';
import type { AlertRule, EscalationPolicy } from '../../contract/alert-rule.ts';
import type { AppTransaction } from '../database/database.ts';

/**
 * `newest`: the last version of every rule, two look-ups in the index each, so that versions of before cost nothing
 * (https://wiki.postgresql.org/wiki/Loose_indexscan).
 */
export const NEWEST_RULES = sql`
  with recursive ids as (
    (select rule_id from alert_rules order by rule_id limit 1)
    union all
    select (select a.rule_id from alert_rules a where a.rule_id > i.rule_id order by a.rule_id limit 1)
    from ids i where i.rule_id is not null
  ), newest as (
    select n.* from ids i cross join lateral (
      select * from alert_rules a where a.rule_id = i.rule_id order by a.version desc limit 1) n
  )`;

/** The newest version of every rule that was not deleted, by name. */
export async function readRules(transaction: AppTransaction): Promise<AlertRule[]> {
  const { rows } = await sql<RuleRow>`
    ${NEWEST_RULES}
    select * from newest where not deleted order by name, rule_id
  `.execute(transaction);
  return rows.map(toRule);
}

/** Every version of a rule, newest first; none when there is no such rule. */
export async function readRuleVersions(
  transaction: AppTransaction,
  ruleId: string,
): Promise<AlertRule[]> {
  const { rows } = await sql<RuleRow>`
    select * from alert_rules where rule_id = ${ruleId}::uuid order by version desc
  `.execute(transaction);
  return rows[0]?.deleted === true ? [] : rows.map(toRule);
}

/** The newest version of every policy that was not deleted, by name. */
export async function readPolicies(transaction: AppTransaction): Promise<EscalationPolicy[]> {
  const { rows } = await sql<PolicyRow>`
    select * from (
      select distinct on (policy_id) * from escalation_policies order by policy_id, version desc
    ) as newest where not deleted order by name, policy_id
  `.execute(transaction);
  return rows.map(toPolicy);
}

type Versioned = {
  readonly version: number;
  readonly name: string;
  readonly changed_at_ms: number;
  readonly changed_by: string | null;
  readonly deleted: boolean;
};
type RuleRow = Versioned & {
  readonly rule_id: string;
  readonly enabled: boolean;
  readonly condition: AlertRule['condition'];
  readonly scope: AlertRule['scope'];
  readonly policy_id: string;
};
type PolicyRow = Versioned & {
  readonly policy_id: string;
  readonly levels: EscalationPolicy['levels'];
  readonly waits: EscalationPolicy['waits'];
  readonly remind_every_ms: number | null;
};

function toRule(row: RuleRow): AlertRule {
  return {
    id: row.rule_id,
    version: row.version,
    name: row.name,
    enabled: row.enabled,
    condition: row.condition,
    scope: row.scope,
    policyId: row.policy_id,
    changedAtMs: row.changed_at_ms,
    changedBy: row.changed_by,
  };
}

function toPolicy(row: PolicyRow): EscalationPolicy {
  return {
    id: row.policy_id,
    version: row.version,
    name: row.name,
    levels: row.levels,
    waits: row.waits,
    remindEveryMs: row.remind_every_ms,
    changedAtMs: row.changed_at_ms,
    changedBy: row.changed_by,
  };
}
