import { sql } from 'kysely';
import type { EscalationPolicy, PolicyContent } from '../../contract/alert-rule.ts';
import type { AppTransaction } from '../database/database.ts';
import { readPolicies, readRules } from './rules-in-force.ts';
import type { Change } from './save-rule.ts';

/** The rules that name a policy: while there are any it stays. */
export async function rulesOf(transaction: AppTransaction, policyId: string): Promise<string[]> {
  const rules = await readRules(transaction);
  return rules.flatMap((rule) => (rule.policyId === policyId ? [rule.name] : []));
}

/** The policies that name a channel: while there are any it stays. */
export async function policiesNaming(
  transaction: AppTransaction,
  channelId: string,
): Promise<string[]> {
  const policies = await readPolicies(transaction);
  return policies.flatMap(({ name, levels }) =>
    levels.some(({ channels }) => channels !== 'all' && channels.includes(channelId)) ? [name] : [],
  );
}

/** People and channels that a policy names and the organization does not have. */
export async function findUnknownInPolicy(
  transaction: AppTransaction,
  { levels }: PolicyContent,
): Promise<{ path: string; message: string }[]> {
  const people = levels.flatMap(({ people: audiences }, level) =>
    audiences.flatMap((audience, index) =>
      audience.kind === 'person'
        ? [{ id: audience.userId, path: `/policy/levels/${level}/people/${index}` }]
        : [],
    ),
  );
  const channels = levels.flatMap(({ channels: named }, level) =>
    named === 'all'
      ? []
      : named.map((id, index) => ({ id, path: `/policy/levels/${level}/channels/${index}` })),
  );
  const { rows } = await sql<{ id: string }>`
    select user_id as id from members where user_id = any(${people.map(({ id }) => id)}::uuid[])
    union all
    select channel_id from channels
    where channel_id = any(${channels.map(({ id }) => id)}::uuid[]) and deleted_at_ms is null
  `.execute(transaction);
  const known = new Set(rows.map(({ id }) => id));
  return [
    ...people.map((named) => ({ ...named, message: 'must be somebody of the organization' })),
    ...channels.map((named) => ({ ...named, message: 'must be a channel of the organization' })),
  ].flatMap(({ id, path, message }) => (known.has(id) ? [] : [{ path, message }]));
}

/**
 * Writes the next version of a policy, or its first; alerts that are open keep the version they were opened under.
 *
 * @param after the version that was changed; 0 for a new policy.
 * @returns null when that is not the newest any more, or the policy was deleted.
 */
export async function savePolicy(
  transaction: AppTransaction,
  policyId: string,
  { content, after, deleted }: { content: PolicyContent; after: number; deleted: boolean },
  by: Change,
): Promise<EscalationPolicy | null> {
  const { rows } = await sql<{ version: number }>`
    insert into escalation_policies (organization_id, policy_id, version, name, levels, waits, remind_every_ms,
      changed_at_ms, changed_by, changed_by_user_id, deleted)
    select ${by.organizationId}::uuid, ${policyId}::uuid, ${after + 1}::int, ${content.name},
      ${JSON.stringify(content.levels)}::jsonb, ${content.waits}, ${content.remindEveryMs}::bigint,
      ${by.atMs}::bigint, ${by.name}, ${by.userId}::uuid, ${deleted}
    where ${after}::int = coalesce((
        select case when p.deleted then -1 else p.version end from escalation_policies p
        where p.policy_id = ${policyId}::uuid order by p.version desc limit 1), 0)
    on conflict do nothing
    returning version
  `.execute(transaction);
  if (rows.length === 0) {
    return null;
  }
  const saved = (await readPolicies(transaction)).find(({ id }) => id === policyId);
  return (
    saved ?? {
      id: policyId,
      version: after + 1,
      ...content,
      changedAtMs: by.atMs,
      changedBy: by.name,
    }
  );
}
