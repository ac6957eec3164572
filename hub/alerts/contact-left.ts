import { sql, type RawBuilder } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import { notifyAlertChange } from './alert-channel.ts';

/** Two 32-bit keys of a lock; the first says what for. */
const CONTACTS_LOCK = 4_715_004;

/**
 * Until the transaction ends nobody tells of a contact of this organization. Whoever raises alerts holds it before
 * it locks one: of a press and a contact that arrive at the same moment, the later sees the earlier.
 */
export function holdContacts(organizationId: string): RawBuilder<unknown> {
  return sql`pg_advisory_xact_lock_shared(${CONTACTS_LOCK}, hashtext(${organizationId}))`;
}

/** What was left on the pages of presses that alert now, by phones that were faster than the terminal. */
export function markContactsLeft(
  organizationId: string,
  pressIds: readonly string[],
): RawBuilder<unknown> {
  return markingContacts(
    organizationId,
    sql`
      select l.alert_id, max(f.received_ms) as at_ms
      from alert_presses l join follow_up_answers f on f.press_id = l.press_id and f.kind = 'contact'
      where l.press_id = any(${pressIds}::uuid[])
      group by l.alert_id`,
  );
}

/** @param left what is left to tell: `alert_id` and `at_ms`. */
function markingContacts(organizationId: string, left: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with marked as (
      update alerts a set contact_left_at_ms = greatest(a.contact_left_at_ms, l.at_ms)
      from (${left}) as l where a.alert_id = l.alert_id
      returning a.alert_id, l.at_ms
    )
    insert into alert_entries (organization_id, alert_id, at_ms, what)
    select ${organizationId}::uuid, alert_id, at_ms, '{"kind":"contact-left"}' from marked
    returning alert_id
  `;
}

/** Staff hear that somebody who pressed can be reached; where the press has not come yet, they do when it comes. */
export async function tellContactLeft(
  transaction: AppTransaction,
  organizationId: string,
  pressId: string,
  atMs: number,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CONTACTS_LOCK}, hashtext(${organizationId}))`.execute(
    transaction,
  );
  const { rows } = await markingContacts(
    organizationId,
    sql`select alert_id, ${atMs}::bigint as at_ms from alert_presses where press_id = ${pressId}::uuid`,
  ).execute(transaction);
  if (rows.length > 0) {
    await sql`select ${notifyAlertChange(organizationId)}`.execute(transaction);
  }
}
