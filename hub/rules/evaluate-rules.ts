import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import {
  endsByItself,
  findHoldings,
  hearsWithinMs,
  holdMsOf,
  isTimed,
  type TimedRule,
} from './find-holdings.ts';
import {
  firstOf,
  judgeFindings,
  placesOf,
  type Holding,
  type KeptFinding,
} from './judge-findings.ts';
import { noteRound } from './note-round.ts';
import { readKnownPlaces } from './read-places-known.ts';
import { readRules } from './rules-in-force.ts';

/** Where alerts are kept; both within the transaction they are given. */
export type RuleAlerts = {
  /** @returns the new alert, or one of this rule and subject that waits for somebody already. */
  raise(
    transaction: AppTransaction,
    found: { organizationId: string; rule: TimedRule; holding: Holding; nowMs: number },
  ): Promise<string>;
  /** What it was about is over; one that is resolved stays as it is. */
  endByItself(
    transaction: AppTransaction,
    ended: { organizationId: string; alertId: string; nowMs: number },
  ): Promise<void>;
};

/** Two keys of a lock; the first says what for. */
const EVALUATION_LOCK = 4_715_006;

/** An alert that is raised is locked until all those of its transaction are. */
const PLACES_AT_ONCE = 100;

/**
 * Looks at every rule of an organization that time may make true, and raises and ends alerts accordingly. Of several
 * hubs one does so at a time; the others pass.
 *
 * @returns `more`: it had enough for one transaction, and is to be called again at once.
 */
export async function evaluateRules(
  transaction: AppTransaction,
  organizationId: string,
  alerts: RuleAlerts,
  nowMs: number,
): Promise<'all' | 'more'> {
  const { rows } = await sql<{ is_mine: boolean }>`
    select pg_try_advisory_xact_lock(${EVALUATION_LOCK}, hashtext(${organizationId})) as is_mine
  `.execute(transaction);
  if (rows[0]?.is_mine !== true) {
    return 'all';
  }
  const reachableSinceMs = await noteRound(transaction, organizationId, nowMs);
  const rules = (await readRules(transaction)).filter(isTimed).filter(({ enabled }) => enabled);
  const kept = await readFindings(transaction);
  await forget(
    transaction,
    [...kept.keys()].filter((ruleId) => !rules.some(({ id }) => id === ruleId)),
  );
  if (rules.length === 0) {
    return 'all';
  }
  const places = await readKnownPlaces(transaction, nowMs);
  let left = PLACES_AT_ONCE;
  for (const rule of rules) {
    const isHeard = nowMs - reachableSinceMs >= hearsWithinMs(rule.condition);
    const holdings = (await findHoldings(transaction, rule, places, nowMs)).map((holding) => ({
      ...holding,
      mayRaise: holding.mayRaise && isHeard,
    }));
    const judgement = judgeFindings(
      holdings,
      kept.get(rule.id) ?? [],
      holdMsOf(rule.condition),
      nowMs,
    );
    const { begin, raise, end } = firstOf(judgement, left);
    for (const { subjectId } of begin) {
      await transaction
        .insertInto('rule_findings')
        .values({
          organization_id: organizationId,
          rule_id: rule.id,
          subject_id: subjectId,
          since_ms: nowMs,
          alert_id: null,
        })
        .execute();
    }
    for (const holding of raise) {
      const alertId = await alerts.raise(transaction, { organizationId, rule, holding, nowMs });
      await transaction
        .updateTable('rule_findings')
        .set({ alert_id: alertId })
        .where('rule_id', '=', rule.id)
        .where('subject_id', '=', holding.subjectId)
        .execute();
    }
    for (const { subjectId, alertId } of end) {
      await transaction
        .deleteFrom('rule_findings')
        .where('rule_id', '=', rule.id)
        .where('subject_id', '=', subjectId)
        .execute();
      if (alertId !== null && endsByItself(rule.condition)) {
        await alerts.endByItself(transaction, { organizationId, alertId, nowMs });
      }
    }
    if (placesOf(judgement) > left) {
      return 'more';
    }
    left -= placesOf(judgement);
  }
  return 'all';
}

async function readFindings(
  transaction: AppTransaction,
): Promise<ReadonlyMap<string, KeptFinding[]>> {
  const rows = await transaction
    .selectFrom('rule_findings')
    .select(['rule_id', 'subject_id', 'since_ms', 'alert_id'])
    .execute();
  return Map.groupBy(
    rows.map((row) => ({
      ruleId: row.rule_id,
      subjectId: row.subject_id,
      sinceMs: row.since_ms,
      alertId: row.alert_id,
    })),
    ({ ruleId }) => ruleId,
  );
}

/** Of rules that are turned off or gone; what they raised stays until somebody has looked at it. */
async function forget(transaction: AppTransaction, ruleIds: readonly string[]): Promise<void> {
  if (ruleIds.length > 0) {
    await transaction.deleteFrom('rule_findings').where('rule_id', 'in', ruleIds).execute();
  }
}
