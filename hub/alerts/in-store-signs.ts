import { sql, type RawBuilder } from 'kysely';
import type { FeedbackEvent } from '../../contract/feedback-event.ts';
import type { AppTransaction } from '../database/database.ts';
import { send } from '../database/pipeline.ts';
import { notifyAlertChange } from './alert-channel.ts';
import { transition } from './alert-machine.ts';
import { STATUS_COLUMNS, statusOf, type StatusRow } from './held-alert.ts';
import { savingSteps, type StepToSave } from './save-steps.ts';
import { soonestTerms } from './soonest-terms.ts';

/** What a terminal did about an alert by itself, while the hub was out of reach, or somebody in the store. */
export type InStoreSign = {
  /** On the hub's clock. */
  readonly atMs: number;
} & (
  | {
      readonly kind: 'called';
      readonly pressId: string;
      readonly channel: 'lamp' | 'buzzer' | 'lan-webhook';
    }
  /** "I am coming", by the staff button of a box. */
  | { readonly kind: 'acknowledged' }
);

export function inStoreSignOf(event: FeedbackEvent, atMs: number): InStoreSign | null {
  switch (event.type) {
    case 'alerted-locally':
      return { kind: 'called', pressId: event.pressId, channel: event.channel, atMs };
    case 'acknowledged-in-store':
      return event.recovered === undefined ? { kind: 'acknowledged', atMs } : null;
    default:
      return null;
  }
}

/**
 * Keeps calls for staff inside a store, and tells of them in the history of the alert that holds their press; where there
 * is none yet, {@link mergingCalls} does so when it comes. Then gives what a terminal called for, whichever one opened
 * the alert, and nobody took, to whoever said there that they are coming. It pages nobody: somebody in the store was
 * called already.
 */
export async function takeInStoreSigns(
  transaction: AppTransaction,
  { organizationId, terminalId }: { organizationId: string; terminalId: string },
  signs: readonly InStoreSign[],
): Promise<void> {
  if (signs.length === 0) {
    return;
  }
  const calls = signs.filter((sign) => sign.kind === 'called');
  if (calls.length > 0) {
    await send(
      transaction,
      sql`
        insert into store_calls (organization_id, press_id, terminal_id, channel, called_at_ms)
        select ${organizationId}::uuid, x.press_id, ${terminalId}::uuid, x.channel, min(x.at_ms)
        from unnest(${calls.map(({ pressId }) => pressId)}::uuid[], ${calls.map(({ channel }) => channel)}::text[],
          ${calls.map(({ atMs }) => atMs)}::bigint[]) as x(press_id, channel, at_ms)
        group by x.press_id, x.channel order by x.press_id, x.channel
        on conflict (organization_id, press_id, channel) do nothing
      `,
    );
    await send(
      transaction,
      mergingCalls(
        organizationId,
        calls.map(({ pressId }) => pressId),
      ),
    );
  }
  const answersMs = signs.flatMap(({ kind, atMs }) => (kind === 'acknowledged' ? [atMs] : []));
  if (answersMs.length > 0) {
    await acknowledgeCalled(transaction, { organizationId, terminalId }, answersMs);
  }
  await send(transaction, sql`select ${notifyAlertChange(organizationId)}`);
}

/** Of these presses, what a terminal called for that no alert tells of yet. */
export function mergingCalls(
  organizationId: string,
  pressIds: readonly string[],
): RawBuilder<unknown> {
  return sql`
    with merged as (
      update store_calls c set alert_id = p.alert_id from alert_presses p
      where p.press_id = c.press_id and c.press_id = any(${[...new Set(pressIds)]}::uuid[]) and c.alert_id is null
      returning c.alert_id, c.channel, c.called_at_ms
    ), told as (
      insert into alert_entries (organization_id, alert_id, at_ms, what)
      select ${organizationId}::uuid, alert_id, called_at_ms,
        jsonb_build_object('kind', 'called-in-store', 'channel', channel)
      from merged order by called_at_ms, channel
    )
    update alerts a set called_in_store_at_ms = least(a.called_in_store_at_ms, m.called_at_ms)
    from (select alert_id, min(called_at_ms) as called_at_ms from merged group by alert_id) as m
    where a.alert_id = m.alert_id
  `;
}

/** By the name of the terminal: who pressed the button nobody knows. */
async function acknowledgeCalled(
  transaction: AppTransaction,
  { organizationId, terminalId }: { organizationId: string; terminalId: string },
  answersMs: readonly number[],
): Promise<void> {
  const { rows } = await sql<CalledRow>`
    select a.alert_id, a.kind, c.called_at_ms, t.name as terminal_name, ${STATUS_COLUMNS}
    from alerts a join terminals t on t.terminal_id = ${terminalId}::uuid
    join (
      select alert_id, min(called_at_ms) as called_at_ms from store_calls
      where terminal_id = ${terminalId}::uuid and called_at_ms <= ${Math.max(...answersMs)}::bigint
      group by alert_id
    ) as c on c.alert_id = a.alert_id
    where a.acknowledged_at_ms is null and a.resolved_at_ms is null
    order by a.alert_id
    for update of a
  `.execute(transaction);
  const steps = rows.flatMap((row): StepToSave[] => {
    const atMs = Math.min(...answersMs.filter((answerMs) => answerMs >= row.called_at_ms));
    const by = { name: row.terminal_name, userId: null };
    const terms = soonestTerms(row.kind);
    const step = transition(statusOf(row), { kind: 'acknowledged', by }, terms, atMs);
    return step.outcome === 'done' ? [{ alertId: row.alert_id, step, atMs }] : [];
  });
  if (steps.length > 0) {
    await send(transaction, savingSteps(organizationId, steps));
  }
}

type CalledRow = StatusRow & {
  readonly alert_id: string;
  readonly kind: 'live' | 'late';
  /** By this terminal, the first time. */
  readonly called_at_ms: number;
  readonly terminal_name: string;
};
