import { sql, type RawBuilder } from 'kysely';
import type { PolicyContent } from '../../contract/alert-rule.ts';
import type { OpeningHours } from '../../contract/opening-hours.ts';
import type { AppTransaction } from '../database/database.ts';
import { addOpenMs } from '../places/open-time.ts';
import type { AlertStatus, AlertTerms } from './alert-machine.ts';

/** An alert that nobody else changes before this transaction ends. */
export type HeldAlert = {
  readonly id: string;
  readonly kind: 'live' | 'late';
  /** A rule found it, and nobody pressed. */
  readonly isFound: boolean;
  readonly locationId: string | null;
  /** By which it was opened, as it was then; null where there is none: the last resort is told, and once. */
  readonly policy: Pick<PolicyContent, 'levels' | 'waits' | 'remindEveryMs'> | null;
  readonly status: AlertStatus;
  readonly dueAtMs: number | null;
};

/** @param where which one; null when there is none, or when somebody else holds it and `otherwise` is to skip it. */
export async function holdAlert(
  transaction: AppTransaction,
  where: RawBuilder<boolean>,
  otherwise: 'wait' | 'skip' = 'wait',
): Promise<HeldAlert | null> {
  const { rows } = await sql<HeldRow>`
    select a.alert_id, a.kind, a.cause not in ('negative', 'help') as is_found, a.location_id, a.due_at_ms, ${STATUS_COLUMNS}, p.levels, p.waits, p.remind_every_ms
    from alerts a left join escalation_policies p on p.organization_id = a.organization_id
      and p.policy_id = a.policy_id and p.version = a.policy_version
    where ${where} for update of a ${otherwise === 'skip' ? sql`skip locked` : sql``}
  `.execute(transaction);
  const row = rows[0];
  if (row === undefined) {
    return null;
  }
  const { levels, waits, remind_every_ms: remindEveryMs } = row;
  return {
    id: row.alert_id,
    kind: row.kind,
    isFound: row.is_found,
    locationId: row.location_id,
    policy: levels === null || waits === null ? null : { levels, waits, remindEveryMs },
    status: statusOf(row),
    dueAtMs: row.due_at_ms,
  };
}

/** @param hours of its location; they count where its policy says so. */
export function termsOf(
  { kind, policy }: Pick<HeldAlert, 'kind' | 'policy'>,
  hours: OpeningHours | null,
): AlertTerms {
  return {
    kind,
    policy,
    waitedAtMs: (fromMs, durationMs) =>
      policy?.waits === 'open' ? addOpenMs(hours, fromMs, durationMs) : fromMs + durationMs,
  };
}

/** Of alerts called `a`, what a {@link StatusRow} takes. */
export const STATUS_COLUMNS = sql`
  a.opened_at_ms, a.level, a.level_since_ms, a.reminded_at_ms, a.snoozed_until_ms, a.snoozed_by, a.acknowledged_at_ms,
  a.acknowledged_by, a.acknowledged_by_user_id, a.resolved_at_ms, a.resolved_by`;

/** What of a status is kept in the row of an alert. */
export type StatusColumns = {
  readonly level: number;
  /** Null for those of before alerts waited. */
  readonly level_since_ms: number | null;
  readonly reminded_at_ms: number | null;
  readonly snoozed_until_ms: number | null;
  readonly snoozed_by: string | null;
  readonly acknowledged_at_ms: number | null;
  readonly acknowledged_by: string | null;
  readonly acknowledged_by_user_id: string | null;
  readonly resolved_at_ms: number | null;
  readonly resolved_by: string | null;
};
export type StatusRow = StatusColumns & { readonly opened_at_ms: number };

export function statusOf(row: StatusRow): AlertStatus {
  const levelSinceMs = row.level_since_ms ?? row.opened_at_ms;
  const round = {
    level: row.level,
    levelSinceMs,
    remindedAtMs: row.reminded_at_ms ?? levelSinceMs,
  };
  const acknowledged =
    row.acknowledged_at_ms === null || row.acknowledged_by === null
      ? null
      : {
          atMs: row.acknowledged_at_ms,
          by: { name: row.acknowledged_by, userId: row.acknowledged_by_user_id },
        };
  if (row.resolved_at_ms !== null) {
    const resolved = { atMs: row.resolved_at_ms, by: nameOnly(row.resolved_by) };
    return { ...round, state: 'resolved', acknowledged, resolved };
  }
  if (acknowledged !== null) {
    return { ...round, state: 'acknowledged', acknowledged };
  }
  const snoozedBy = nameOnly(row.snoozed_by);
  return row.snoozed_until_ms === null || snoozedBy === null
    ? { ...round, state: round.level === 0 ? 'open' : 'escalated' }
    : { ...round, state: 'snoozed', untilMs: row.snoozed_until_ms, by: snoozedBy };
}

export function columnsOf(status: AlertStatus): StatusColumns {
  const snoozed = status.state === 'snoozed' ? status : null;
  const acknowledged =
    status.state === 'acknowledged' || status.state === 'resolved' ? status.acknowledged : null;
  const resolved = status.state === 'resolved' ? status.resolved : null;
  return {
    level: status.level,
    level_since_ms: status.levelSinceMs,
    reminded_at_ms: status.remindedAtMs,
    snoozed_until_ms: snoozed?.untilMs ?? null,
    snoozed_by: snoozed?.by.name ?? null,
    acknowledged_at_ms: acknowledged?.atMs ?? null,
    acknowledged_by: acknowledged?.by.name ?? null,
    acknowledged_by_user_id: acknowledged?.by.userId ?? null,
    resolved_at_ms: resolved?.atMs ?? null,
    resolved_by: resolved?.by?.name ?? null,
  };
}

/** Who it was by account stands in the history. */
function nameOnly(name: string | null): { name: string; userId: null } | null {
  return name === null ? null : { name, userId: null };
}

type HeldRow = StatusRow & {
  readonly alert_id: string;
  readonly kind: 'live' | 'late';
  readonly is_found: boolean;
  readonly location_id: string | null;
  readonly due_at_ms: number | null;
  readonly levels: PolicyContent['levels'] | null;
  readonly waits: PolicyContent['waits'] | null;
  readonly remind_every_ms: number | null;
};
