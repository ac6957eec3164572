import { sql } from 'kysely';
import type { EventsReply, EventsRequest } from '../../contract/protocol/events.ts';
import type { AppTransaction } from '../database/database.ts';
import type { AuthenticatedTerminal } from '../terminals/access-token.ts';
import type { Candidate } from './read-batch.ts';

/** Every ledger the batch names, in an order all batches share. */
export function namedLedgers(request: EventsRequest, candidates: readonly Candidate[]): string[] {
  return [
    ...new Set([
      ...request.ledgers.map(({ ledgerId }) => ledgerId),
      ...candidates.map(({ event }) => event.ledgerId),
    ]),
  ].toSorted();
}

/** Makes the ledgers that are new, kept by the sender, and locks the others as they are. */
export async function lockLedgers(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  ledgerIds: readonly string[],
): Promise<void> {
  await sql`
    insert into ledgers (organization_id, ledger_id, terminal_id)
    select ${sender.organizationId}::uuid, ledger_id, ${sender.terminalId}::uuid
    from unnest(${ledgerIds}::uuid[]) with ordinality as named(ledger_id, place) order by place
    on conflict (organization_id, ledger_id) do update set terminal_id = ledgers.terminal_id where false
  `.execute(transaction);
}

/**
 * Enters the numbers of newly stored events into the books, takes over what the terminal states, and reads the books
 * of every ledger named.
 *
 * A ledger is kept by the terminal whose event was stored in it last, so that one enrolled anew carries its ledger on.
 * Statements of any other are not believed: they could raise the mark over events nobody stored. Whoever named a
 * ledger first keeps it until then, and what they stated of it is dropped when they never had an event in it.
 */
export async function enterNumbers(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  request: EventsRequest,
  ledgerIds: readonly string[],
  fresh: readonly Candidate[],
  receivedMs: number,
): Promise<EventsReply['ledgers']> {
  const arrived = JSON.stringify(
    fresh.map(({ event }) => ({ ledger_id: event.ledgerId, number: event.number })),
  );
  const statements = new Map(request.ledgers.map((statement) => [statement.ledgerId, statement]));
  const stated = JSON.stringify(
    [...statements.values()].map((statement) => ({
      ledger_id: statement.ledgerId,
      made: statement.made,
      queued: statement.queued,
      oldest_queued: statement.oldestQueued,
      parked: `{${statement.parked.map((number) => `[${number},${number}]`).join(',')}}`,
    })),
  );
  const { rows } = await sql<{ ledger_id: string; stored_through: number; forked: boolean }>`
    with arrived as (
      select x.ledger_id, range_agg(int8range(x.number, x.number, '[]')) as numbers,
        count(*) > count(distinct x.number) as twice
      from json_to_recordset(${arrived}::json) as x(ledger_id uuid, number bigint)
      group by x.ledger_id
    ), stated as (
      select * from json_to_recordset(${stated}::json) as x(ledger_id uuid, made bigint, queued bigint,
        oldest_queued bigint, parked int8multirange)
    ), entries as (
      select l.ledger_id, a.numbers, a.twice, s.made, s.queued, s.oldest_queued, s.parked,
        a.numbers is not null or l.terminal_id = ${sender.terminalId}::uuid as keeps,
        s.ledger_id is not null as states,
        case when l.terminal_id <> ${sender.terminalId}::uuid and isempty(l.stored) then '{}' else l.parked end
          as parked_before
      from ledgers l left join arrived a using (ledger_id) left join stated s using (ledger_id)
      where l.ledger_id = any(${ledgerIds}::uuid[])
    ), kept as (
      update ledgers l set
        terminal_id = ${sender.terminalId}::uuid,
        stored = l.stored + coalesce(e.numbers, '{}'),
        forked = l.forked or coalesce(e.twice or l.stored && e.numbers, false),
        parked = e.parked_before + coalesce(e.parked, '{}'),
        made = case when e.states then e.made else l.made end,
        queued = case when e.states then e.queued else l.queued end,
        oldest_queued = case when e.states then e.oldest_queued else l.oldest_queued end,
        stated_at_ms = case when e.states then ${receivedMs}::bigint else l.stated_at_ms end
      from entries e where l.ledger_id = e.ledger_id and e.keeps
      returning l.ledger_id, l.stored + l.parked as settled, l.forked
    ), books as (
      select ledger_id, settled, forked from kept
      union all
      select l.ledger_id, l.stored + l.parked, l.forked from ledgers l join entries e using (ledger_id)
      where not e.keeps
    )
    select ledger_id, forked,
      case when lower(settled) = 1 then (select min(upper(part)) - 1 from unnest(settled) as part) else 0 end
        as stored_through
    from books
  `.execute(transaction);
  const books = new Map(rows.map((row) => [row.ledger_id, row]));
  return ledgerIds.map((ledgerId) => {
    const book = books.get(ledgerId);
    return {
      ledgerId,
      storedThrough: book?.stored_through ?? 0,
      forked: book?.forked ?? false,
    };
  });
}
