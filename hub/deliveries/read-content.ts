import type { DeliveryReason } from '../../contract/protocol/channels.ts';
import { readAlert } from '../alerts/read-alerts.ts';
import { readWaitsSince } from '../alerts/read-history.ts';
import type { AppTransaction } from '../database/database.ts';
import type { NoticeContent } from '../notices/notice.ts';
import { HUB_TIME_ZONE } from '../places/hub-time-zone.ts';
import { readHours } from '../places/location-hours.ts';
import { readGrants } from '../people/members.ts';
import { isWithin, readScope } from '../people/scope.ts';
import type { DeliveryRow } from './delivery-way.ts';
import { isStillNeeded } from './still-needed.ts';

/** What there is to tell, and on whose clock. */
export type ToTell = { readonly content: NoticeContent; readonly timeZone: string };

/** What came in somebody's quiet hours, for the summary that this delivery is; null: nothing that still needs telling. */
export type ReadCatchUp = (
  transaction: AppTransaction,
  delivery: DeliveryRow,
  nowMs: number,
) => Promise<ToTell | null>;

/** What a delivery has to tell now; null: nobody needs it any more. */
export async function readContent(
  transaction: AppTransaction,
  delivery: DeliveryRow,
  readCatchUp: ReadCatchUp,
  nowMs: number,
): Promise<ToTell | null> {
  const { reason } = delivery;
  switch (reason) {
    case 'test':
      return { content: { kind: 'test' }, timeZone: HUB_TIME_ZONE };
    case 'catch-up':
      return readCatchUp(transaction, delivery, nowMs);
    default:
      return readAlertContent(transaction, delivery, reason, nowMs);
  }
}

async function readAlertContent(
  transaction: AppTransaction,
  delivery: DeliveryRow,
  reason: Exclude<DeliveryReason, 'test' | 'catch-up'>,
  nowMs: number,
): Promise<ToTell | null> {
  const alert = delivery.alertId === null ? null : await readAlert(transaction, delivery.alertId);
  if (alert === null || !isStillNeeded(delivery, alert.state)) {
    return null;
  }
  const locationId = alert.location?.id ?? null;
  if (delivery.userId !== null && !(await maySee(transaction, delivery.userId, locationId))) {
    return null;
  }
  const hoursOf = await readHours(transaction, [locationId], nowMs);
  const waitsSinceMs = (await readWaitsSince(transaction, alert.id)) ?? alert.openedAtMs;
  return {
    content: { kind: 'alert', reason, level: delivery.level, alert, waitsSinceMs },
    timeZone: hoursOf(locationId)?.timeZone ?? HUB_TIME_ZONE,
  };
}

/** Whether somebody has a role at the place still: they may have been told of it when they had. */
async function maySee(
  transaction: AppTransaction,
  userId: string,
  locationId: string | null,
): Promise<boolean> {
  const grants = await readGrants(transaction, userId);
  return isWithin(await readScope(transaction, { grants }), locationId);
}
