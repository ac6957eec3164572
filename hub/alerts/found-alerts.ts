import { sql } from 'kysely';
import type { AlertCause, RuleCondition } from '../../contract/alert-rule.ts';
import { send } from '../database/pipeline.ts';
import type { AppTransaction } from '../database/database.ts';
import type { RuleAlerts } from '../rules/evaluate-rules.ts';
import { notifyAlertChange } from './alert-channel.ts';
import { openAlert } from './alert-machine.ts';
import { changeAlert } from './change-alert.ts';
import { columnsOf } from './held-alert.ts';
import { insertingEntries } from './save-steps.ts';
import { soonestTerms } from './soonest-terms.ts';
import { tellingWork, type TellingHub } from './tell-notices.ts';

type FoundCause = Exclude<AlertCause, 'negative' | 'help'>;

const CAUSES: Readonly<
  Record<Exclude<RuleCondition['kind'], 'each-negative' | 'help-asked'>, FoundCause>
> = {
  count: 'count',
  'score-below': 'score',
  silent: 'silent',
  offline: 'offline',
  'box-lost': 'box-lost',
};

/** Alerts of what no single press tells: they hold none, and live as the others do. */
export function createFoundAlerts(hub: TellingHub): RuleAlerts {
  return {
    async raise(transaction, { organizationId, rule, holding, nowMs }) {
      const waiting = await findWaiting(transaction, rule.id, holding.subjectId);
      if (waiting !== null) {
        await transaction
          .updateTable('alerts')
          .where('alert_id', '=', waiting)
          .set({
            last_press_at_ms: nowMs,
            measured: holding.measured === null ? null : JSON.stringify(holding.measured),
          })
          .execute();
        await changeAlert(
          transaction,
          tellingWork(hub, organizationId, nowMs),
          sql<boolean>`a.alert_id = ${waiting}::uuid`,
          { kind: 'begun-anew' },
        );
        return waiting;
      }
      const alertId = hub.newId();
      const opened = openAlert({ presses: 1, helpAsked: false }, soonestTerms('live'), nowMs);
      const { level, level_since_ms, reminded_at_ms } = columnsOf(opened.status);
      await transaction
        .insertInto('alerts')
        .values({
          organization_id: organizationId,
          alert_id: alertId,
          kind: 'live',
          cause: CAUSES[rule.condition.kind],
          subject_id: holding.subjectId,
          touchpoint_id: holding.touchpointId,
          location_id: holding.locationId,
          terminal_id: holding.terminalId,
          presses: 0,
          measured: holding.measured === null ? null : JSON.stringify(holding.measured),
          opened_at_ms: nowMs,
          last_press_at_ms: nowMs,
          rule_id: rule.id,
          rule_version: rule.version,
          policy_id: rule.policyId,
          policy_version: sql<number | null>`(
            select case when p.deleted then null else p.version end from escalation_policies p
            where p.policy_id = ${rule.policyId}::uuid order by p.version desc limit 1)`,
          level,
          level_since_ms,
          reminded_at_ms,
          due_at_ms: opened.dueAtMs,
        })
        .execute();
      const entries = opened.entries.map((entry) => ({ ...entry, alertId, atMs: nowMs }));
      await send(transaction, insertingEntries(organizationId, entries));
      await hub.jobs.add(
        transaction,
        'alert',
        [{ organizationId, alertId, reason: 'opened', atMs: nowMs }],
        { rank: 'last' },
      );
      await send(transaction, sql`select ${notifyAlertChange(organizationId)}`);
      return alertId;
    },

    async endByItself(transaction, { organizationId, alertId, nowMs }) {
      await changeAlert(
        transaction,
        tellingWork(hub, organizationId, nowMs),
        sql<boolean>`a.alert_id = ${alertId}::uuid`,
        { kind: 'resolved', by: null },
      );
    },
  };
}

/** One that nobody took yet. */
async function findWaiting(
  transaction: AppTransaction,
  ruleId: string,
  subjectId: string,
): Promise<string | null> {
  const { rows } = await sql<{ alert_id: string }>`
    select alert_id from alerts
    where rule_id = ${ruleId}::uuid and subject_id = ${subjectId}::uuid and resolved_at_ms is null
      and acknowledged_at_ms is null and cause not in ('negative', 'help')
    order by opened_at_ms desc limit 1
  `.execute(transaction);
  return rows[0]?.alert_id ?? null;
}
