import type { PolicyContent } from '../../contract/alert-rule.ts';
import type { AppTransaction } from '../database/database.ts';
import { planDeliveries, type DeliveryPlan } from '../deliveries/plan-deliveries.ts';
import { listenersOf } from '../escalation/audience.ts';
import { readPlaceFacts } from '../escalation/read-place-facts.ts';
import type { HubContext } from '../hub-context.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { AlertNotice } from './alert-machine.ts';
import type { HeldAlert } from './held-alert.ts';

/** By what alerts are raised. */
export type AlertWork = {
  readonly organizationId: string;
  readonly jobs: Jobs;
  readonly newId: () => string;
  /** Hub time. */
  readonly nowMs: number;
};

/** By what alerts are changed and told of. */
export type TellingWork = AlertWork & Pick<DeliveryPlan, 'hasMail'>;

/** Of a hub, what telling takes. */
export type TellingHub = Pick<HubContext, 'jobs' | 'newId' | 'mailer'>;

/** @param nowMs hub time. */
export function tellingWork(
  { jobs, newId, mailer }: TellingHub,
  organizationId: string,
  nowMs: number,
): TellingWork {
  return { organizationId, jobs, newId, hasMail: mailer !== null, nowMs };
}

/** Cries within one of these are told of once: a crowd that asks rings no phone more often. */
const CRIES_TOGETHER_MS = 60_000;

/** When something is told of, and since when its alert waits as it does: one that woke tells anew. */
export type NoticeMoment = { readonly atMs: number; readonly sinceMs: number };

/** Plans who hears of this, in this transaction. Planned twice, it is told once. */
export async function tellNotices(
  transaction: AppTransaction,
  { organizationId, jobs, newId, hasMail, nowMs }: TellingWork,
  alert: Pick<HeldAlert, 'id' | 'isFound' | 'locationId' | 'policy'>,
  notices: readonly AlertNotice[],
  when: NoticeMoment,
): Promise<void> {
  for (const notice of notices) {
    const levels = alert.policy?.levels.slice(notice.fromLevel, notice.level + 1) ?? [];
    const audiences = levels.flatMap(({ people }) => people);
    const people =
      audiences.length === 0
        ? []
        : listenersOf(audiences, await readPlaceFacts(transaction, alert.locationId, nowMs), nowMs);
    await planDeliveries(transaction, jobs, {
      organizationId,
      alert,
      reason: notice.reason,
      level: notice.level,
      occasion: occasionOf(alert.id, notice, when),
      people,
      channels: channelsOf(levels),
      hasMail,
      rank: alert.isFound ? 'last' : 'first',
      nowMs,
      newId,
    });
  }
}

function occasionOf(
  alertId: string,
  { reason, level }: AlertNotice,
  { atMs, sinceMs }: NoticeMoment,
): string {
  switch (reason) {
    case 'opened':
      return `${alertId} opened`;
    case 'help-asked':
      return `${alertId} help-asked ${sinceMs} ${Math.floor(atMs / CRIES_TOGETHER_MS)}`;
    case 'reminded':
    case 'escalated':
    case 'woken':
    case 'reopened':
      return `${alertId} ${reason} ${level} ${atMs}`;
  }
}

function channelsOf(levels: PolicyContent['levels']): 'all' | string[] {
  const named = levels.flatMap(({ channels }) => (channels === 'all' ? [] : channels));
  return levels.some(({ channels }) => channels === 'all') ? 'all' : [...new Set(named)];
}
