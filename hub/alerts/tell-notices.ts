import type { PolicyContent } from '../../contract/alert-rule.ts';
import type { AppTransaction } from '../database/database.ts';
import { consoleOf, findTargets, type ToFind } from '../deliveries/find-targets.ts';
import { isUnheard } from '../deliveries/is-reached.ts';
import { planDeliveries } from '../deliveries/plan-deliveries.ts';
import { listenersOf, type Listener } from '../escalation/audience.ts';
import { readPlaceFacts } from '../escalation/read-place-facts.ts';
import type { HubContext } from '../hub-context.ts';
import type { JobRank, Jobs } from '../jobs/jobs.ts';
import type { AlertNotice } from './alert-machine.ts';
import type { HeldAlert } from './held-alert.ts';
import { tellLastResort } from './tell-last-resort.ts';

/** By what alerts are raised. */
export type AlertWork = {
  readonly organizationId: string;
  readonly jobs: Jobs;
  readonly newId: () => string;
  /** Hub time. */
  readonly nowMs: number;
};

/** By what alerts are changed and told of. */
export type TellingWork = AlertWork & Pick<ToFind, 'hasMail'>;

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

/**
 * Plans who hears of this, in this transaction. Planned twice, it is told once. Where the highest level told so far
 * reaches nobody besides consoles, as its channel is turned off or its people chose no way to be told, or where there is
 * no policy any more, the last resort hears.
 */
export async function tellNotices(
  transaction: AppTransaction,
  { organizationId, jobs, newId, hasMail, nowMs }: TellingWork,
  alert: Pick<HeldAlert, 'id' | 'isFound' | 'locationId' | 'policy'>,
  notices: readonly AlertNotice[],
  when: NoticeMoment,
): Promise<void> {
  if (notices.length === 0) {
    return;
  }
  const facts = await readPlaceFacts(transaction, alert.locationId, nowMs);
  const listeners = (levels: PolicyContent['levels']): readonly Listener[] =>
    listenersOf(
      levels.flatMap(({ people }) => people),
      facts,
      nowMs,
    );
  for (const notice of notices) {
    const { reason, fromLevel, level } = notice;
    const levels = alert.policy?.levels.slice(fromLevel, level + 1) ?? [];
    const told = await findTargets(transaction, {
      locationIds: facts.locationIds,
      people: listeners(levels),
      channels: channelsOf(levels),
      hasMail,
    });
    const rank: JobRank = alert.isFound ? 'last' : 'first';
    const plan = { organizationId, alert, reason, level, rank, nowMs, newId };
    await planDeliveries(transaction, jobs, {
      ...plan,
      occasion: occasionOf(alert.id, notice, when),
      targets: [...told, consoleOf(organizationId)],
    });
    const highest = alert.policy?.levels[level] ?? null;
    const ofHighest = highest === null ? [] : listeners([highest]);
    if (isUnheard(highest, ofHighest, told, nowMs)) {
      await tellLastResort(transaction, jobs, plan, { facts, hasMail, told });
    }
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
