import type { DeliveryReason } from '../../contract/protocol/channels.ts';
import { readAlert } from '../alerts/read-alerts.ts';
import type { AppTransaction } from '../database/database.ts';
import type { NoticeContent } from '../notices/notice.ts';
import type { DeliveryRow } from './delivery-way.ts';
import { isStillNeeded } from './still-needed.ts';

/** What came in somebody's quiet hours, for the summary that this delivery is; null: nothing that still needs telling. */
export type ReadCatchUp = (
  transaction: AppTransaction,
  delivery: DeliveryRow,
) => Promise<NoticeContent | null>;

/** What a delivery has to tell now; null: nobody needs it any more. */
export async function readContent(
  transaction: AppTransaction,
  delivery: DeliveryRow,
  readCatchUp: ReadCatchUp,
): Promise<NoticeContent | null> {
  const { reason } = delivery;
  switch (reason) {
    case 'test':
      return { kind: 'test' };
    case 'catch-up':
      return readCatchUp(transaction, delivery);
    default:
      return readAlertContent(transaction, delivery, reason);
  }
}

async function readAlertContent(
  transaction: AppTransaction,
  delivery: DeliveryRow,
  reason: Exclude<DeliveryReason, 'test' | 'catch-up'>,
): Promise<NoticeContent | null> {
  const alert = delivery.alertId === null ? null : await readAlert(transaction, delivery.alertId);
  if (alert === null || !isStillNeeded(delivery, alert.state)) {
    return null;
  }
  return { kind: 'alert', reason, level: delivery.level, alert };
}
