import type { AppTransaction } from '../database/database.ts';
import { findTargets, type Target } from '../deliveries/find-targets.ts';
import { isReached } from '../deliveries/is-reached.ts';
import { planDeliveries, type DeliveryPlan } from '../deliveries/plan-deliveries.ts';
import { lastResorts, type PlaceFacts } from '../escalation/audience.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { readWaitsSince } from './read-history.ts';

/**
 * Tells the first of the last resorts that is reached, as the level that a notice is about reaches nobody. They hear of
 * an alert once for as long as it waits, and once more should its visitor ask for help: whoever took the level's place
 * is not reminded in it.
 *
 * @param facts of the place of the alert.
 * @param told those who hear of the notice anyway.
 */
export async function tellLastResort(
  transaction: AppTransaction,
  jobs: Jobs,
  plan: Omit<DeliveryPlan, 'occasion' | 'targets'>,
  { facts, hasMail, told }: { facts: PlaceFacts; hasMail: boolean; told: readonly Target[] },
): Promise<void> {
  const { alert, reason, nowMs } = plan;
  const resorts = lastResorts(facts, nowMs);
  const ways = await findTargets(transaction, {
    locationIds: facts.locationIds,
    people: resorts.flat(),
    channels: [],
    hasMail,
  });
  const first = resorts.find((people) => isReached(people, ways, nowMs)) ?? [];
  const targets = ways.filter(
    ({ userId, targetId }) =>
      first.some((listener) => listener.userId === userId) &&
      told.every((one) => one.targetId !== targetId),
  );
  if (targets.length === 0) {
    return;
  }
  const sinceMs = await readWaitsSince(transaction, alert.id);
  const what = reason === 'help-asked' ? 'last-resort help-asked' : 'last-resort';
  await planDeliveries(transaction, jobs, {
    ...plan,
    occasion: `${alert.id} ${what} ${sinceMs}`,
    targets,
  });
}
