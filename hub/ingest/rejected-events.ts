import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { LedgerId } from '../../contract/identifiers.ts';
import type { RejectionReason } from '../../contract/protocol/events.ts';
import type { AppTransaction } from '../database/database.ts';
import { storableText } from '../database/storable-text.ts';
import type { AuthenticatedTerminal } from '../terminals/access-token.ts';
import { bodyWithoutContent } from './sealed-event.ts';

/** How many refused events are kept of one terminal: the newest. The terminal itself keeps all. */
export const MAX_REJECTED_PER_TERMINAL = 1_000;

export type RejectedEvent = {
  readonly id: string;
  readonly body: string;
  readonly reason: RejectionReason;
  readonly detail: string;
};

/**
 * Keeps what is refused now for IT to see, without what was sealed in it; one sent again takes the place of the earlier.
 */
export async function keepRejected(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  rejected: readonly RejectedEvent[],
  receivedMs: number,
): Promise<void> {
  if (rejected.length === 0) {
    return;
  }
  const rows = JSON.stringify(
    [...new Map(rejected.map((event) => [event.id, event])).values()].map(
      ({ id, reason, detail, body }) => {
        const json = jsonOf(body);
        return {
          id,
          ...placeOf(json),
          reason,
          detail: storableText(detail),
          body: storableText(bodyWithoutContent(body, json)),
          body_sha256: hash('sha256', body),
        };
      },
    ),
  );
  await sql`
    insert into rejected_events (organization_id, terminal_id, id, ledger_id, number, reason, detail, body, body_sha256,
      received_ms)
    select ${sender.organizationId}::uuid, ${sender.terminalId}::uuid, x.id, x.ledger_id, x.number, x.reason, x.detail,
      x.body, decode(x.body_sha256, 'hex'), ${receivedMs}::bigint
    from json_to_recordset(${rows}::json) as x(id uuid, ledger_id uuid, number bigint, reason text, detail text,
      body text, body_sha256 text)
    order by x.id
    on conflict (organization_id, terminal_id, id) do update set ledger_id = excluded.ledger_id,
      number = excluded.number, reason = excluded.reason, detail = excluded.detail, body = excluded.body,
      body_sha256 = excluded.body_sha256, received_ms = excluded.received_ms
  `.execute(transaction);
  await sql`
    delete from rejected_events where terminal_id = ${sender.terminalId}::uuid and id in (
      select id from rejected_events where terminal_id = ${sender.terminalId}::uuid
      order by received_ms desc, id desc offset ${MAX_REJECTED_PER_TERMINAL})
  `.execute(transaction);
}

/** Removes those of the terminal's refused events whose very bytes are stored after all. */
export async function forgetRejected(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  heldIds: readonly string[],
): Promise<void> {
  await sql`
    delete from rejected_events r
    where r.terminal_id = ${sender.terminalId}::uuid and r.id = any(${heldIds}::uuid[])
      and exists (select from events e where e.id = r.id
        and e.body_sha256 = coalesce(r.body_sha256, sha256(convert_to(r.body, 'UTF8'))))
  `.execute(transaction);
}

/** Ledger and number, as far as the body tells. */
function placeOf(json: unknown): { ledger_id: string | null; number: number | null } {
  const event = typeof json === 'object' && json !== null ? json : {};
  const ledgerId = LedgerId.safeParse('ledgerId' in event ? event.ledgerId : null);
  const number = 'number' in event ? event.number : null;
  return {
    ledger_id: ledgerId.success ? ledgerId.data : null,
    number:
      typeof number === 'number' && Number.isSafeInteger(number) && number >= 1 ? number : null,
  };
}

/** Null for what cannot be read. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
