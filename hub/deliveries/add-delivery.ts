import type { AppTransaction } from '../database/database.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { addDeliverJobs } from './deliver-jobs.ts';
import type { DeliveryRow } from './delivery-way.ts';

/** Something somebody asked to be sent: it goes at once, and once more each time that they ask. */
export async function addDelivery(
  transaction: AppTransaction,
  jobs: Jobs,
  delivery: Omit<DeliveryRow, 'byHand'> & {
    readonly locationId: string | null;
    readonly toName: string;
  },
): Promise<void> {
  await transaction
    .insertInto('deliveries')
    .values({
      organization_id: delivery.organizationId,
      delivery_id: delivery.id,
      alert_id: delivery.alertId,
      location_id: delivery.locationId,
      reason: delivery.reason,
      level: delivery.level,
      occasion: `by hand ${delivery.id}`,
      channel: delivery.channel,
      target_id: delivery.targetId,
      user_id: delivery.userId,
      to_name: delivery.toName,
      state: 'queued',
      created_at_ms: delivery.createdAtMs,
      next_at_ms: null,
      by_hand: true,
    })
    .execute();
  await addDeliverJobs(transaction, jobs, delivery.organizationId, [delivery]);
}
