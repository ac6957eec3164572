import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import { proofOf } from './fingerprint.ts';
import { BOUND_FOR_MS, type PageUse } from './page-access.ts';

export type BoundPage = Pick<PageUse, 'openedMs' | 'bound'>;

const UNUSED: BoundPage = { openedMs: null, bound: null };

/** @param lock until the transaction ends nobody else adds to this page. */
export async function readBoundPage(
  transaction: AppTransaction,
  pressId: string,
  lock: boolean,
): Promise<BoundPage> {
  const query = transaction
    .selectFrom('follow_up_pages')
    .where('press_id', '=', pressId)
    .select(['opened_ms', 'bound_sha256', 'bound_until_ms']);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) {
    return UNUSED;
  }
  return {
    openedMs: row.opened_ms,
    bound:
      row.bound_sha256 === null || row.bound_until_ms === null
        ? null
        : { sha256: row.bound_sha256, untilMs: row.bound_until_ms },
  };
}

/** Notes that the page was opened; the first time is the one that stays. */
export async function noteOpened(
  transaction: AppTransaction,
  page: { organizationId: string; pressId: string; terminalId: string | null },
  nowMs: number,
): Promise<void> {
  await transaction
    .insertInto('follow_up_pages')
    .values({
      organization_id: page.organizationId,
      press_id: page.pressId,
      terminal_id: page.terminalId,
      opened_ms: nowMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** From now on the page is that phone's which sent this form first. Does nothing to one that is bound. */
export async function bindPage(
  transaction: AppTransaction,
  pressId: string,
  formId: string,
  nowMs: number,
): Promise<void> {
  await sql`
    update follow_up_pages set bound_sha256 = ${proofOf(formId)}, bound_until_ms = ${nowMs + BOUND_FOR_MS}::bigint
    where press_id = ${pressId}::uuid and bound_sha256 is null
  `.execute(transaction);
}
