import type { LedgerBook } from '../../contract/protocol/fleet.ts';
import type { HubSite } from './hub-site.ts';

/** What the hub holds in the end. */
export type HubRecords = {
  readonly events: readonly StoredEvent[];
  readonly books: readonly LedgerBook[];
  /** Each press of an alert with it. */
  readonly alertPresses: readonly { readonly pressId: string; readonly alertId: string }[];
  readonly alerts: readonly { readonly alertId: string; readonly presses: number }[];
};

export type StoredEvent = {
  readonly id: string;
  readonly ledgerId: string;
  readonly number: number;
  /** The frozen bytes. */
  readonly body: string;
  readonly sha256: string;
};

export async function readHubRecords(hub: HubSite): Promise<HubRecords> {
  return {
    events: await hub.query<StoredEvent>(
      `select id, ledger_id as "ledgerId", number::int, body, encode(body_sha256, 'hex') as sha256
       from app.events order by ledger_id, number, id`,
    ),
    books: await hub.books(),
    alertPresses: await hub.query(
      'select press_id as "pressId", alert_id as "alertId" from app.alert_presses',
    ),
    alerts: await hub.query('select alert_id as "alertId", presses from app.alerts'),
  };
}
