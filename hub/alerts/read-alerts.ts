import { sql } from 'kysely';
import type { AlertCause } from '../../contract/alert-rule.ts';
import type { Alert, AlertsReply, AlertState } from '../../contract/protocol/alerts.ts';
import type { AppTransaction } from '../database/database.ts';
import { EVERYWHERE, readBelow, withinScope, type Scope } from '../people/scope.ts';

/** An alert and the transaction that last changed it. */
export type AlertChange = { readonly alert: Alert; readonly changedBy: string };

/** A place in the order of changes: everything by an earlier transaction, and by this one up to `alertId`. */
export type ChangePosition = { readonly changedBy: string; readonly alertId: string };

export type ChangesPage = {
  /** In order of their position; at most {@link CHANGES_PAGE}. */
  readonly changes: readonly AlertChange[];
  /** Everything that commits after this reading carries this transaction id or a higher one. */
  readonly horizon: string;
  /** There may be more behind the last one. */
  readonly more: boolean;
};

export const CHANGES_PAGE = 200;

const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

/** Where to begin for somebody who was told everything below `cursor`. */
export function positionOf(cursor: string): ChangePosition {
  return { changedBy: cursor, alertId: LOWEST_ID };
}

export type WantedAlerts = {
  readonly states?: readonly AlertState[] | undefined;
  /** This location and all below it. */
  readonly locationId?: string | undefined;
  /** Older than this alert; none is where it is out of the scope. */
  readonly before?: string | undefined;
  readonly limit: number;
};

/** Newest first, of the scope only. */
export async function readAlerts(
  transaction: AppTransaction,
  scope: Scope,
  { states, locationId, before, limit }: WantedAlerts,
): Promise<AlertsReply> {
  const cursor = await readCursor(transaction);
  const at: Scope =
    locationId === undefined
      ? EVERYWHERE
      : { kind: 'at', locationIds: await readBelow(transaction, [locationId]) };
  const { rows } = await sql<AlertRow>`
    ${SELECT_ALERTS}
    where ${states === undefined ? sql`true` : sql`${STATE} = any(${[...states]}::text[])`}
      and ${withinScope(scope, sql`a.location_id`)} and ${withinScope(at, sql`a.location_id`)}
      and ${
        before === undefined
          ? sql`true`
          : sql`(a.opened_at_ms, a.alert_id) < (
              select b.opened_at_ms, b.alert_id from alerts b
              where b.alert_id = ${before}::uuid and ${withinScope(scope, sql`b.location_id`)})`
      }
    order by a.opened_at_ms desc, a.alert_id desc limit ${limit}
  `.execute(transaction);
  return { alerts: rows.map(toAlert), cursor };
}

export async function readAlert(
  transaction: AppTransaction,
  alertId: string,
): Promise<Alert | null> {
  const { rows } = await sql<AlertRow>`
    ${SELECT_ALERTS} where a.alert_id = ${alertId}::uuid
  `.execute(transaction);
  const row = rows[0];
  return row === undefined ? null : toAlert(row);
}

/** Newest first. */
export async function readAlertsById(
  transaction: AppTransaction,
  alertIds: readonly string[],
): Promise<Alert[]> {
  const { rows } = await sql<AlertRow>`
    ${SELECT_ALERTS} where a.alert_id = any(${[...alertIds]}::uuid[])
    order by a.last_press_at_ms desc, a.alert_id desc
  `.execute(transaction);
  return rows.map(toAlert);
}

/**
 * The alerts that changed behind `after`; none when it is null. A position this database has not reached yet (it came
 * back from a backup) means everything.
 */
export async function readAlertChanges(
  transaction: AppTransaction,
  after: ChangePosition | null,
): Promise<ChangesPage> {
  if (after === null) {
    return { changes: [], horizon: await readCursor(transaction), more: false };
  }
  // One statement, so one snapshot: a person waits for it.
  const { rows } = await sql<{ cursor: string } & (AlertRow | { alert_id: null })>`
    select ${CURSOR} as cursor, changed.* from (values (1)) as always left join (
      ${SELECT_ALERTS}
      where (a.changed_xid, a.alert_id) > (
        case when ${after.changedBy}::xid8 > pg_snapshot_xmax(pg_current_snapshot()) then '0'::xid8
          else ${after.changedBy}::xid8 end,
        ${after.alertId}::uuid)
      order by a.changed_xid, a.alert_id
      limit ${CHANGES_PAGE}
    ) as changed on true
    order by changed.changed_xid, changed.alert_id
  `.execute(transaction);
  const changed = rows.filter((row) => row.alert_id !== null);
  return {
    changes: changed.map((row) => ({ alert: toAlert(row), changedBy: row.changed_xid })),
    horizon: cursorOf(rows),
    more: changed.length === CHANGES_PAGE,
  };
}

/** Every transaction below it has ended, so all they changed can be seen; see `docs/adr/0011-commit-safe-cursor.md`. */
const CURSOR = sql`pg_snapshot_xmin(pg_current_snapshot())::text`;

async function readCursor(transaction: AppTransaction): Promise<string> {
  const { rows } = await sql<{ cursor: string }>`select ${CURSOR} as cursor`.execute(transaction);
  return cursorOf(rows);
}

function cursorOf(rows: readonly { readonly cursor: string }[]): string {
  const cursor = rows[0]?.cursor;
  if (cursor === undefined) {
    throw new Error('PostgreSQL gave no snapshot for the alert cursor.');
  }
  return cursor;
}

type AlertRow = {
  alert_id: string;
  kind: 'live' | 'late';
  cause: AlertCause;
  state: AlertState;
  touchpoint_id: string | null;
  touchpoint_name: string | null;
  location_id: string | null;
  location_name: string | null;
  terminal_id: string | null;
  terminal_name: string | null;
  rule_id: string | null;
  rule_name: string | null;
  presses: number;
  measured: { value: number; limit: number } | null;
  opened_at_ms: number;
  last_press_at_ms: number;
  help_asked_at_ms: number | null;
  contact_left_at_ms: number | null;
  called_in_store_at_ms: number | null;
  level: number;
  acknowledged_at_ms: number | null;
  acknowledged_by: string | null;
  snoozed_until_ms: number | null;
  snoozed_by: string | null;
  resolved_at_ms: number | null;
  resolved_by: string | null;
  comments: number;
  changed_xid: string;
};

const STATE = sql`
  case when a.resolved_at_ms is not null then 'resolved' when a.acknowledged_at_ms is not null then 'acknowledged'
    when a.snoozed_until_ms is not null then 'snoozed' when a.level > 0 then 'escalated' else 'open' end`;

const SELECT_ALERTS = sql`
  select a.alert_id, a.kind, a.cause, ${STATE} as state, a.touchpoint_id, p.name as touchpoint_name, a.location_id,
    l.name as location_name, a.terminal_id, t.name as terminal_name, a.rule_id, r.name as rule_name, a.presses,
    a.measured, a.opened_at_ms, a.last_press_at_ms, a.help_asked_at_ms, a.contact_left_at_ms, a.called_in_store_at_ms,
    a.level, a.acknowledged_at_ms, a.acknowledged_by, a.snoozed_until_ms, a.snoozed_by, a.resolved_at_ms,
    a.resolved_by, a.comments, a.changed_xid
  from alerts a
  left join terminals t on t.organization_id = a.organization_id and t.terminal_id = a.terminal_id
  left join touchpoints p on p.organization_id = a.organization_id and p.touchpoint_id = a.touchpoint_id
  left join locations l on l.organization_id = a.organization_id and l.location_id = a.location_id
  left join alert_rules r on r.organization_id = a.organization_id and r.rule_id = a.rule_id
    and r.version = a.rule_version
`;

function toAlert(row: AlertRow): Alert {
  return {
    id: row.alert_id,
    kind: row.kind,
    cause: row.cause,
    state: row.state,
    touchpoint: named(row.touchpoint_id, row.touchpoint_name),
    location: named(row.location_id, row.location_name),
    terminal: named(row.terminal_id, row.terminal_name),
    rule: named(row.rule_id, row.rule_name),
    presses: row.presses,
    measured: row.measured,
    openedAtMs: row.opened_at_ms,
    lastPressAtMs: row.last_press_at_ms,
    helpAsked: moment(row.help_asked_at_ms),
    contactLeft: moment(row.contact_left_at_ms),
    calledInStore: moment(row.called_in_store_at_ms),
    level: row.level,
    acknowledged:
      row.acknowledged_at_ms === null || row.acknowledged_by === null
        ? null
        : { atMs: row.acknowledged_at_ms, by: row.acknowledged_by },
    snoozed:
      row.snoozed_until_ms === null || row.snoozed_by === null
        ? null
        : { untilMs: row.snoozed_until_ms, by: row.snoozed_by },
    resolved:
      row.resolved_at_ms === null ? null : { atMs: row.resolved_at_ms, by: row.resolved_by },
    comments: row.comments,
  };
}

function moment(atMs: number | null): { atMs: number } | null {
  return atMs === null ? null : { atMs };
}

function named(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null || name === null ? null : { id, name };
}
