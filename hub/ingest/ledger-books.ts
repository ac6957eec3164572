import { sql, type RawBuilder } from 'kysely';
import type { EventsReply, LedgerStatement } from '../../contract/protocol/events.ts';
import type { AppTransaction } from '../database/database.ts';
import { holdRollups } from '../insights/rollup-sql.ts';
import type { AuthenticatedTerminal } from '../terminals/access-token.ts';
import {
  ledgerEntries,
  namedLedgers,
  type LedgerEntries,
  type NamedLedger,
} from './ledger-entries.ts';

/**
 * Takes over what a terminal states of its ledgers when it sends no events along. The ledgers are locked before the
 * terminal, as everywhere; so call it before the terminal's own row is touched.
 */
export async function enterStatements(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  statements: readonly LedgerStatement[],
  receivedMs: number,
): Promise<void> {
  await lockLedgers(transaction, sender, namedLedgers(statements, []));
  const entries = ledgerEntries(statements, [], new Set());
  await bookEntries(sender, entries, receivedMs).execute(transaction);
}

export type LedgersFound = {
  /** Events of this terminal were refused before. */
  readonly hasRejected: boolean;
  /** Some of the numbers named are stored already. */
  readonly hasNumbers: boolean;
};

/**
 * Makes the ledgers that are new, kept by the sender, and locks the others as they are. Whoever makes the rollups anew
 * waits from now on.
 *
 * What it returns was so before the locks were had, so somebody who held them may have changed it since.
 */
export async function lockLedgers(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  named: readonly NamedLedger[],
): Promise<LedgersFound> {
  const { rows } = await sql<{ has_rejected: boolean; has_numbers: boolean }>`
    with named as (
      select * from unnest(${named.map(({ ledgerId }) => ledgerId)}::uuid[],
        ${named.map(({ numbers }) => numbers)}::int8multirange[]) with ordinality as n(ledger_id, numbers, place)
    ), locked as (
      insert into ledgers (organization_id, ledger_id, terminal_id)
      select ${sender.organizationId}::uuid, ledger_id, ${sender.terminalId}::uuid
      from (select ${holdRollups(sender.organizationId)}) as rollups, named
      order by place
      on conflict (organization_id, ledger_id) do update set terminal_id = ledgers.terminal_id where false
    )
    select exists (select from rejected_events where terminal_id = ${sender.terminalId}::uuid) as has_rejected,
      exists (select from named n join ledgers l using (ledger_id) where l.stored && n.numbers) as has_numbers
  `.execute(transaction);
  const { has_rejected: hasRejected = false, has_numbers: hasNumbers = false } = rows[0] ?? {};
  return { hasRejected, hasNumbers };
}

type Book = {
  readonly ledger_id: string;
  readonly stored_through: number;
  readonly forked: boolean;
};

/**
 * The statement that enters the numbers of newly stored events into the books, takes over what the terminal states, and
 * reads the books of every ledger named. The caller holds their locks.
 *
 * A ledger is kept by the terminal whose event was stored in it last, so that one enrolled anew carries its ledger on.
 * Statements of any other are not believed: they could raise the mark over events nobody stored. Whoever named a
 * ledger first keeps it until then, and what they stated of it is dropped when they never had an event in it.
 *
 * When the entries name every ledger the terminal holds, it carries the same instant as the ledgers it stated; one that
 * it keeps with an earlier instant was left out, so it is lost.
 */
export function bookEntries(
  sender: AuthenticatedTerminal,
  { entries, nameAll }: LedgerEntries,
  receivedMs: number,
): RawBuilder<Book> {
  const lines = JSON.stringify(
    entries.map((entry) => ({
      ledger_id: entry.ledgerId,
      arrived: entry.arrived?.numbers ?? null,
      twice: entry.arrived?.twice ?? false,
      lost: entry.arrived?.lost ?? 0,
      states: entry.stated !== null,
      made: entry.stated?.made ?? 0,
      queued: entry.stated?.queued ?? null,
      oldest_queued: entry.stated?.oldestQueued ?? null,
      parked: entry.stated?.parked ?? '{}',
    })),
  );
  return sql<Book>`
    with entries as (
      select x.*, x.arrived is not null or l.terminal_id = ${sender.terminalId}::uuid as keeps,
        l.terminal_id <> ${sender.terminalId}::uuid and isempty(l.stored) as only_named
      from json_to_recordset(${lines}::json) as x(ledger_id uuid, arrived int8multirange, twice boolean, lost bigint,
        states boolean, made bigint, queued bigint, oldest_queued bigint, parked int8multirange)
      join ledgers l using (ledger_id)
    ), kept as (
      update ledgers l set
        terminal_id = ${sender.terminalId}::uuid,
        stored = l.stored + coalesce(e.arrived, '{}'),
        forked = l.forked or e.twice or coalesce(l.stored && e.arrived, false),
        lost = l.lost + e.lost,
        parked = case when e.only_named then '{}' else l.parked end + e.parked,
        made = greatest(case when e.only_named then 0 else l.made end, e.made, upper(e.arrived) - 1,
          upper(e.parked) - 1),
        queued = case when e.states then e.queued when e.only_named then 0 else l.queued end,
        oldest_queued = case when e.states then e.oldest_queued when e.only_named then null else l.oldest_queued end,
        stated_at_ms = case when e.states then ${receivedMs}::bigint when e.only_named then null else l.stated_at_ms end
      from entries e where l.ledger_id = e.ledger_id and e.keeps
      returning l.ledger_id, l.stored + l.parked as settled, l.forked
    ), stating as (
      update terminals set books_stated_at_ms = ${receivedMs}::bigint, leaves_out = exists (
        select from ledgers l where l.terminal_id = ${sender.terminalId}::uuid and l.stated_at_ms < ${receivedMs}::bigint
          and l.ledger_id not in (select e.ledger_id from entries e where e.states))
      where terminal_id = ${sender.terminalId}::uuid and ${nameAll}::boolean
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
  `;
}

/** What the terminal is told of every ledger it named. */
export function statedBooks(
  { entries }: LedgerEntries,
  books: readonly Book[],
): EventsReply['ledgers'] {
  const byLedger = new Map(books.map((book) => [book.ledger_id, book]));
  return entries.map(({ ledgerId }) => {
    const book = byLedger.get(ledgerId);
    return {
      ledgerId,
      storedThrough: book?.stored_through ?? 0,
      forked: book?.forked ?? false,
    };
  });
}
