import { sql, type RawBuilder } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import { send, sendTogether } from '../database/pipeline.ts';
import {
  groupPresses,
  JOIN_WITHIN_MS,
  laterOf,
  lateDayOf,
  type AlertingPress,
  type OpenGroup,
} from './alert-groups.ts';
import { notifyAlertChange } from './alert-channel.ts';
import { holdContacts, markContactsLeft } from './contact-left.ts';
import {
  mergeCauses,
  placeHeld,
  type CauseToRaise,
  type HeldPress,
  type PressToRaise,
} from './merge-causes.ts';

export type RaisedAlerts = { readonly opened: { live: number; late: number } };

/**
 * Puts presses into alerts, and marks those whose visitors ask for help, in a number of statements that does not depend
 * on theirs. Batches that alert at the same touchpoint wait for each other, so that they cannot both open its first
 * group.
 *
 * @param at whose press it is; without a terminal its touchpoint is the organization's, and it never joins an alert of
 *   presses at a terminal: those are somebody's who stands there.
 * @param expectUnheld no alert should hold any of the presses yet, as hardly ever one does: quicker by not asking, and
 *   a unique violation when one does after all. Where somebody asks for help it is asked all the same.
 */
export async function raiseAlerts(
  transaction: AppTransaction,
  at: { organizationId: string; terminalId: string | null },
  causes: readonly CauseToRaise[],
  newId: () => string,
  expectUnheld: boolean,
): Promise<RaisedAlerts> {
  if (causes.length === 0) {
    return { opened: { live: 0, late: 0 } };
  }
  const mayBeHeld = !expectUnheld || causes.some(({ cause }) => cause === 'help');
  const touchpointOf = await findTouchpoints(transaction, at.terminalId, causes);
  const presses = mergeCauses(causes, touchpointOf);
  const { alerting, open, held } = await placePresses(transaction, at, presses, mayBeHeld);
  const { joining, marks } = placeHeld(alerting, held);
  const groups = groupPresses(joining, open, newId);
  const grouped = new Set(groups.map(({ alertId }) => alertId));
  const rows = JSON.stringify(
    groups.map((group) => ({
      alert_id: group.alertId,
      kind: group.kind,
      subject_id: group.subjectId,
      touchpoint_id: group.touchpointId,
      late_day: group.lateDay,
      presses: group.pressIds.length,
      opened_at_ms: group.openedAtMs,
      last_press_at_ms: group.lastPressAtMs,
      help_asked_at_ms: laterOf(group.helpAskedAtMs, marks.get(group.alertId) ?? null),
    })),
  );
  const links = JSON.stringify(
    groups.flatMap((group) =>
      group.pressIds.map((pressId) => ({ alert_id: group.alertId, press_id: pressId })),
    ),
  );
  const marked = [...marks].filter(([alertId]) => !grouped.has(alertId));
  const saving = sql`
    with saved as (
      insert into alerts (organization_id, alert_id, kind, subject_id, touchpoint_id, location_id, terminal_id,
        late_day, presses, opened_at_ms, last_press_at_ms, help_asked_at_ms)
      select ${at.organizationId}::uuid, x.alert_id, x.kind, x.subject_id, x.touchpoint_id,
        (select t.location_id from touchpoints t where t.touchpoint_id = x.touchpoint_id), ${at.terminalId}::uuid,
        x.late_day, x.presses, x.opened_at_ms, x.last_press_at_ms, x.help_asked_at_ms
      from json_to_recordset(${rows}::json) as x(alert_id uuid, kind text, subject_id uuid, touchpoint_id uuid,
        late_day text, presses int, opened_at_ms bigint, last_press_at_ms bigint, help_asked_at_ms bigint)
      order by x.alert_id
      on conflict (organization_id, alert_id) do update set
        presses = alerts.presses + excluded.presses,
        opened_at_ms = least(alerts.opened_at_ms, excluded.opened_at_ms),
        last_press_at_ms = greatest(alerts.last_press_at_ms, excluded.last_press_at_ms),
        help_asked_at_ms = greatest(alerts.help_asked_at_ms, excluded.help_asked_at_ms)
    ), ${marked.length === 0 ? sql`` : sql`marked as (${marking(at.organizationId, marked)}),`} linked as (
      insert into alert_presses (organization_id, press_id, alert_id)
      select ${at.organizationId}::uuid, x.press_id, x.alert_id
      from json_to_recordset(${links}::json) as x(alert_id uuid, press_id uuid)
      order by x.press_id
      ${mayBeHeld ? sql`on conflict (organization_id, press_id) do update set alert_id = excluded.alert_id` : sql``}
    )
    select ${notifyAlertChange(at.organizationId)}
  `;
  await send(transaction, saving);
  await send(transaction, markContactsLeft(groups.flatMap(({ pressIds }) => pressIds)));
  const opened = groups.filter((group) => group.isNew);
  return {
    opened: {
      live: opened.filter((group) => group.kind === 'live').length,
      late: opened.filter((group) => group.kind === 'late').length,
    },
  };
}

function marking(
  organizationId: string,
  marked: readonly (readonly [alertId: string, atMs: number])[],
): RawBuilder<unknown> {
  return sql`
    update alerts a set help_asked_at_ms = greatest(a.help_asked_at_ms, x.help_asked_at_ms)
    from unnest(${marked.map(([alertId]) => alertId)}::uuid[], ${marked.map(([, atMs]) => atMs)}::bigint[])
      as x(alert_id, help_asked_at_ms)
    where a.organization_id = ${organizationId}::uuid and a.alert_id = x.alert_id`;
}

/** Where a visitor pressed who asks for help; where the press has not come yet, where the terminal stands. */
async function findTouchpoints(
  transaction: AppTransaction,
  terminalId: string | null,
  causes: readonly CauseToRaise[],
): Promise<(pressId: string) => string | null> {
  const pressIds = causes.flatMap(({ cause, pressId }) => (cause === 'help' ? [pressId] : []));
  if (pressIds.length === 0) {
    return () => null;
  }
  const { rows } = await sql<{ press_id: string; touchpoint_id: string | null }>`
    select n.press_id, case when e.id is null then t.touchpoint_id else e.touchpoint_id end as touchpoint_id
    from unnest(${pressIds}::uuid[]) as n(press_id)
    join terminals t on t.terminal_id = ${terminalId}::uuid
    left join events e on e.id = n.press_id and e.type = 'pressed'
  `.execute(transaction);
  const touchpoints = new Map(rows.map((row) => [row.press_id, row.touchpoint_id]));
  return (pressId) => touchpoints.get(pressId) ?? null;
}

/**
 * A touchpoint the organization does not have counts as none: the terminal stands in. Locks every subject until the
 * transaction ends, in an order all batches share, and reads the groups that may be joined and the presses that are
 * held already.
 */
async function placePresses(
  transaction: AppTransaction,
  { organizationId, terminalId }: { organizationId: string; terminalId: string | null },
  presses: readonly PressToRaise[],
  mayBeHeld: boolean,
): Promise<{ alerting: AlertingPress[]; open: OpenGroup[]; held: HeldPress[] }> {
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
  const [{ rows: places }, { rows: open }] = await sendTogether<[PlaceRow, OpenGroupRow]>(
    transaction,
    sql`
      select named, touchpoint_id, subject, pg_advisory_xact_lock(hashtextextended(subject::text, 0)),
        ${holdContacts(organizationId)}
      from (${subjects} order by subject) as subjects
    `,
    // A statement of its own, after the locks: it has to see what others did who held them.
    sql`
      select alert_id, kind, subject_id, late_day, opened_at_ms, last_press_at_ms from alerts
      where subject_id = any(array(select subject from (${subjects}) as subjects)) and (
        (kind = 'live' and acknowledged_at_ms is null and resolved_at_ms is null and last_press_at_ms >= ${oldestMs}::bigint)
        or (kind = 'late' and late_day = any(${days}::text[])))
      order by last_press_at_ms desc, alert_id
      for update
    `,
  );
  const pressIds = presses.map(({ pressId }) => pressId);
  const held = mayBeHeld ? await findHeld(transaction, pressIds) : [];
  const known = new Map(places.map((row) => [row.named, row]));
  return {
    alerting: presses.map((press) => {
      const place = known.get(press.touchpointId);
      if (place === undefined || place.subject === null) {
        throw new Error('An answer without a terminal has a touchpoint of its organization.');
      }
      return { ...press, touchpointId: place.touchpoint_id, subjectId: place.subject };
    }),
    open: open.map((row) => ({
      alertId: row.alert_id,
      kind: row.kind,
      subjectId: row.subject_id,
      lateDay: row.late_day,
      openedAtMs: row.opened_at_ms,
      lastPressAtMs: row.last_press_at_ms,
    })),
    held,
  };
}

async function findHeld(
  transaction: AppTransaction,
  pressIds: readonly string[],
): Promise<HeldPress[]> {
  const { rows } = await sql<HeldPress>`
    select p.press_id as "pressId", p.alert_id as "alertId", a.kind,
      a.acknowledged_at_ms is not null as "isTaken"
    from alert_presses p join alerts a on a.organization_id = p.organization_id and a.alert_id = p.alert_id
    where p.press_id = any(${pressIds}::uuid[])
  `.execute(transaction);
  return rows;
}

type PlaceRow = {
  readonly named: string | null;
  readonly touchpoint_id: string | null;
  readonly subject: string | null;
};

type OpenGroupRow = {
  readonly alert_id: string;
  readonly kind: 'live' | 'late';
  readonly subject_id: string;
  readonly late_day: string | null;
  readonly opened_at_ms: number;
  readonly last_press_at_ms: number;
};
