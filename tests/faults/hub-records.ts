import type { HubSite } from './hub-site.ts';

/** What the hub holds in the end. */
export type HubRecords = {
  readonly events: readonly StoredEvent[];
  readonly ledgers: readonly StoredLedger[];
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

/** The books of one ledger as the hub keeps them. */
export type StoredLedger = {
  readonly ledgerId: string;
  readonly made: number;
  readonly queued: number;
  readonly parked: number;
  readonly forked: boolean;
  /** The terminal's last complete statement left it out. */
  readonly leftOut: boolean;
};

export async function readHubRecords(hub: HubSite): Promise<HubRecords> {
  return {
    events: await hub.query<StoredEvent>(
      `select id, ledger_id as "ledgerId", number::int, body, encode(body_sha256, 'hex') as sha256
       from app.events order by ledger_id, number, id`,
    ),
    ledgers: await readLedgers(hub),
    alertPresses: await hub.query(
      'select press_id as "pressId", alert_id as "alertId" from app.alert_presses',
    ),
    alerts: await hub.query('select alert_id as "alertId", presses from app.alerts'),
  };
}

export async function readLedgers(hub: HubSite): Promise<StoredLedger[]> {
  return hub.query<StoredLedger>(
    `select l.ledger_id as "ledgerId", l.made::int, l.queued::int, l.forked,
       (select coalesce(sum(upper(part) - lower(part)), 0)::int from unnest(l.parked) as part) as parked,
       coalesce(l.stated_at_ms < t.books_stated_at_ms, false) as "leftOut"
     from app.ledgers l join app.terminals t using (organization_id, terminal_id) order by l.ledger_id`,
  );
}
