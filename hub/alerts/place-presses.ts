import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import { sendTogether } from '../database/pipeline.ts';
import { JOIN_WITHIN_MS, lateDayOf, type AlertingPress, type OpenGroup } from './alert-groups.ts';
import type { AlertStatus } from './alert-machine.ts';
import { holdContacts } from './contact-left.ts';
import { STATUS_COLUMNS, statusOf, type StatusRow } from './held-alert.ts';
import type { HeldPress, PressToRaise } from './merge-causes.ts';

/** An alert that is there and locked. */
export type KnownAlert = OpenGroup & {
  readonly status: AlertStatus;
  readonly dueAtMs: number | null;
  /** Null for those of before there were policies. */
  readonly policyId: string | null;
};

export type PlacedPresses = {
  readonly alerting: readonly AlertingPress[];
  /** Those that may be joined. */
  readonly open: readonly KnownAlert[];
  /** Presses that an alert holds already, and those alerts. */
  readonly held: readonly HeldPress[];
  readonly holders: readonly KnownAlert[];
};

/**
 * A touchpoint the organization does not have counts as none: the terminal stands in. Locks every subject until the
 * transaction ends, in an order all batches share, and reads the groups that may be joined and the presses that are
 * held already. A live one of no rule, of before there were rules, tells nobody: it is not joined.
 */
export async function placePresses(
  transaction: AppTransaction,
  { organizationId, terminalId }: { organizationId: string; terminalId: string | null },
  presses: readonly PressToRaise[],
  mayBeHeld: boolean,
): Promise<PlacedPresses> {
  const named = [...new Set(presses.map((press) => press.touchpointId))];
  const days = [...new Set(presses.map((press) => lateDayOf(press.atMs)))];
  const oldestMs = Math.min(...presses.map((press) => press.atMs)) - JOIN_WITHIN_MS;
  const subject =
    terminalId === null
      ? sql`md5('glimlach web answers ' || t.touchpoint_id)::uuid`
      : sql`coalesce(t.touchpoint_id, ${terminalId}::uuid)`;
  const subjects = sql`
    select n.named, t.touchpoint_id, ${subject} as subject
    from unnest(${named}::uuid[]) as n(named) left join touchpoints t on t.touchpoint_id = n.named
  `;
  const [{ rows: places }, { rows: open }] = await sendTogether<[PlaceRow, AlertRow]>(
    transaction,
    sql`
      select named, touchpoint_id, subject, pg_advisory_xact_lock(hashtextextended(subject::text, 0)),
        ${holdContacts(organizationId)}
      from (${subjects} order by subject) as subjects
    `,
    // A statement of its own, after the locks: it has to see what others did who held them.
    sql`
      select ${ALERT_COLUMNS} from alerts a
      where a.subject_id = any(array(select subject from (${subjects}) as subjects))
        and a.cause in ('negative', 'help') and (
          -- Not a snoozed one either: that was about the visitors before.
          (a.kind = 'live' and a.rule_id is not null and a.acknowledged_at_ms is null and a.resolved_at_ms is null
            and a.snoozed_until_ms is null and a.last_press_at_ms >= ${oldestMs}::bigint)
          or (a.kind = 'late' and a.late_day = any(${days}::text[])))
      order by a.last_press_at_ms desc, a.alert_id
      for update
    `,
  );
  const holding = mayBeHeld
    ? await findHolding(
        transaction,
        presses.map(({ pressId }) => pressId),
      )
    : [];
  const known = new Map(places.map((row) => [row.named, row]));
  return {
    alerting: presses.map((press) => {
      const place = known.get(press.touchpointId);
      if (place === undefined || place.subject === null) {
        throw new Error('An answer without a terminal has a touchpoint of its organization.');
      }
      return { ...press, touchpointId: place.touchpoint_id, subjectId: place.subject };
    }),
    open: open.map(toKnown),
    held: holding.map((row) => ({
      pressId: row.press_id,
      alertId: row.alert_id,
      kind: row.kind,
      isTaken: row.acknowledged_at_ms !== null || row.resolved_at_ms !== null,
    })),
    holders: holding.map(toKnown),
  };
}

async function findHolding(
  transaction: AppTransaction,
  pressIds: readonly string[],
): Promise<readonly (AlertRow & { readonly press_id: string })[]> {
  const { rows } = await sql<AlertRow & { readonly press_id: string }>`
    select p.press_id, ${ALERT_COLUMNS}
    from alert_presses p join alerts a on a.organization_id = p.organization_id and a.alert_id = p.alert_id
    where p.press_id = any(${pressIds}::uuid[])
    order by a.alert_id
    for update of a
  `.execute(transaction);
  return rows;
}

const ALERT_COLUMNS = sql`
  a.alert_id, a.kind, a.subject_id, a.late_day, a.last_press_at_ms, a.due_at_ms, a.policy_id,
  ${STATUS_COLUMNS}`;

function toKnown(row: AlertRow): KnownAlert {
  return {
    alertId: row.alert_id,
    kind: row.kind,
    subjectId: row.subject_id,
    lateDay: row.late_day,
    openedAtMs: row.opened_at_ms,
    lastPressAtMs: row.last_press_at_ms,
    status: statusOf(row),
    dueAtMs: row.due_at_ms,
    policyId: row.policy_id,
  };
}

type PlaceRow = {
  readonly named: string | null;
  readonly touchpoint_id: string | null;
  readonly subject: string | null;
};

type AlertRow = StatusRow & {
  readonly alert_id: string;
  readonly kind: 'live' | 'late';
  readonly subject_id: string;
  readonly late_day: string | null;
  readonly last_press_at_ms: number;
  readonly due_at_ms: number | null;
  readonly policy_id: string | null;
};
