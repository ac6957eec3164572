import { sql, type RawBuilder } from 'kysely';
import type { OpeningHours } from '../../contract/opening-hours.ts';
import type { AppTransaction } from '../database/database.ts';
import { send } from '../database/pipeline.ts';
import { readHours } from '../places/location-hours.ts';
import { notifyAlertChange } from './alert-channel.ts';
import { transition, type AlertEvent } from './alert-machine.ts';
import { holdAlert, termsOf, type HeldAlert } from './held-alert.ts';
import { savingSteps } from './save-steps.ts';
import { tellNotices, type TellingWork } from './tell-notices.ts';

/** `unchanged`: that had happened already. */
export type ChangedAlert =
  | { readonly outcome: 'done' | 'unchanged' | 'refused'; readonly held: HeldAlert }
  | { readonly outcome: 'none' };

/**
 * Lets something happen to an alert: its new state, its history, who hears of it and the jobs that tell them commit
 * together.
 *
 * @param where which one, as {@link holdAlert} takes it.
 */
export async function changeAlert(
  transaction: AppTransaction,
  work: TellingWork,
  where: RawBuilder<boolean>,
  event: AlertEvent,
  otherwise: 'wait' | 'skip' = 'wait',
): Promise<ChangedAlert> {
  const held = await holdAlert(transaction, where, otherwise);
  if (held === null) {
    return { outcome: 'none' };
  }
  const { organizationId, nowMs } = work;
  const terms = termsOf(held, await hoursThatCount(transaction, held, nowMs));
  const step = transition(held.status, event, terms, nowMs);
  if (step.outcome === 'refused') {
    return { outcome: 'refused', held };
  }
  const isNews = step.entries.length > 0;
  if (isNews || step.dueAtMs !== held.dueAtMs) {
    await send(transaction, savingSteps(organizationId, [{ alertId: held.id, step, atMs: nowMs }]));
  }
  if (isNews) {
    await tellNotices(transaction, work, held, step.notices, {
      atMs: nowMs,
      sinceMs: step.status.levelSinceMs,
    });
    await send(transaction, sql`select ${notifyAlertChange(organizationId)}`);
  }
  return { outcome: isNews ? 'done' : 'unchanged', held };
}

/** Of the location of an alert that waits for it to be open; null where that is of no interest. */
export async function hoursThatCount(
  transaction: AppTransaction,
  { kind, locationId, policy }: HeldAlert,
  nowMs: number,
): Promise<OpeningHours | null> {
  return kind === 'live' && policy?.waits === 'open'
    ? (await readHours(transaction, [locationId], nowMs))(locationId)
    : null;
}
