import { sql, type RawBuilder } from 'kysely';
import type { FleetReply, FleetTerminal, LedgerBook } from '../../contract/protocol/fleet.ts';
import type { HeartbeatRequest } from '../../contract/protocol/heartbeat.ts';
import type { AppTransaction } from '../database/database.ts';
import { withinScope, type Scope } from '../people/scope.ts';
import { balanceLedgers, sumBalances } from './balance.ts';
import { fleetCursor, type FleetPosition } from './fleet-cursor.ts';
import { readLedgers } from './read-ledgers.ts';

export type FleetFilter = {
  /** Part of the name of the terminal, its touchpoint or its location, in capitals or not. */
  readonly search: string | null;
  /** Only those that ask for somebody. */
  readonly troubledOnly: boolean;
};

/**
 * A page of the scope's terminals: first those that ask for somebody by their books (unaccounted, lost, forked, parked), a button
 * box, their screen or a refused configuration, each group by name. However large the fleet, only the terminals of the page and the troubled ones are looked at; see
 * `docs/adr/0016-the-fleets-books.md`.
 */
export async function readFleet(
  transaction: AppTransaction,
  scope: Scope,
  filter: FleetFilter,
  after: FleetPosition | null,
  limit: number,
): Promise<FleetReply> {
  const found: FoundTerminal[] = [];
  for (const troubled of filter.troubledOnly ? [true] : [true, false]) {
    if (found.length > limit || (after?.troubled === false && troubled)) {
      continue;
    }
    const behind = after?.troubled === troubled ? after.terminalId : null;
    const rows = await readGroup(
      transaction,
      scope,
      troubled,
      filter,
      behind,
      limit + 1 - found.length,
    );
    found.push(...rows.map((row) => ({ troubled, row })));
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const ledgers = await readLedgers(
    transaction,
    page.map(({ row }) => row.terminal_id),
  );
  return {
    terminals: page.map(({ row }) =>
      toTerminal(row, balanceLedgers(ledgers.get(row.terminal_id) ?? [], row.books_stated_at_ms)),
    ),
    next:
      found.length > limit && last !== undefined
        ? fleetCursor({ troubled: last.troubled, terminalId: last.row.terminal_id })
        : null,
  };
}

/** One terminal with the books it is summed from; null when there is no such terminal in the scope. */
export async function readFleetTerminal(
  transaction: AppTransaction,
  scope: Scope,
  terminalId: string,
): Promise<{ terminal: FleetTerminal; books: LedgerBook[]; retryParked: string | null } | null> {
  const { rows } = await sql<TerminalRow>`
    ${SELECT_TERMINALS} where t.terminal_id = ${terminalId}::uuid and ${withinScope(scope, LOCATION)}
  `.execute(transaction);
  const [row] = rows;
  if (row === undefined) {
    return null;
  }
  const ledgers = await readLedgers(transaction, [terminalId]);
  const books = balanceLedgers(ledgers.get(terminalId) ?? [], row.books_stated_at_ms);
  return { terminal: toTerminal(row, books), books, retryParked: row.retry_parked };
}

type TerminalRow = {
  terminal_id: string;
  name: string;
  touchpoint_id: string | null;
  touchpoint_name: string | null;
  location_id: string | null;
  location_name: string | null;
  shell: FleetTerminal['shell'];
  app_version: string;
  enrolled_at_ms: number;
  heartbeat_at_ms: number | null;
  storage: HeartbeatRequest['storage'] | null;
  boxes: HeartbeatRequest['boxes'];
  screen: FleetTerminal['screen'];
  configuration_refused: number | null;
  books_stated_at_ms: number | null;
  retry_parked: string | null;
};

type FoundTerminal = { readonly troubled: boolean; readonly row: TerminalRow };

const SELECT_TERMINALS = sql`
  select t.terminal_id, t.name, p.touchpoint_id, p.name as touchpoint_name, l.location_id, l.name as location_name,
    t.shell, t.app_version, t.enrolled_at_ms, t.heartbeat_at_ms, t.heartbeat->>'storage' as storage,
    coalesce(t.heartbeat->'boxes', '[]') as boxes, t.screen,
    (t.heartbeat->>'configurationRefused')::float8 as configuration_refused, t.books_stated_at_ms, t.retry_parked
  from terminals t
  left join touchpoints p on p.organization_id = t.organization_id and p.touchpoint_id = t.touchpoint_id
  left join locations l on l.organization_id = p.organization_id and l.location_id = p.location_id
`;

/** A terminal that stands nowhere is for those who look everywhere. */
const LOCATION = sql`p.location_id`;

/** Who asks for somebody: a ledger is troubled by itself, or was left out when the others were stated, or a box or screen is. */
const TROUBLED_TERMINALS = sql`
  select terminal_id from ledgers where troubled
  union
  select terminal_id from terminals where leaves_out
  union
  select terminal_id from terminals where box_troubled
  union
  select terminal_id from terminals where screen_troubled
`;
const IS_CALM = sql`
  not t.leaves_out and not t.box_troubled and not t.screen_troubled and not exists (
    select from ledgers k
    where k.organization_id = t.organization_id and k.terminal_id = t.terminal_id and k.troubled)
`;

async function readGroup(
  transaction: AppTransaction,
  scope: Scope,
  troubled: boolean,
  { search }: FleetFilter,
  behind: string | null,
  limit: number,
): Promise<TerminalRow[]> {
  const conditions: RawBuilder<unknown>[] = [
    withinScope(scope, LOCATION),
    troubled ? sql`t.terminal_id in (${TROUBLED_TERMINALS})` : IS_CALM,
  ];
  if (behind !== null) {
    conditions.push(sql`
      (t.name, t.terminal_id) > (
        select b.name, b.terminal_id from terminals b
        left join touchpoints bp on bp.organization_id = b.organization_id and bp.touchpoint_id = b.touchpoint_id
        where b.terminal_id = ${behind}::uuid and ${withinScope(scope, sql`bp.location_id`)})
    `);
  }
  if (search !== null) {
    const pattern = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    conditions.push(
      sql`(t.name ilike ${pattern} or p.name ilike ${pattern} or l.name ilike ${pattern})`,
    );
  }
  const { rows } = await sql<TerminalRow>`
    ${SELECT_TERMINALS} where ${sql.join(conditions, sql` and `)} order by t.name, t.terminal_id limit ${limit}
  `.execute(transaction);
  return rows;
}

function toTerminal(row: TerminalRow, books: readonly LedgerBook[]): FleetTerminal {
  const heard = [
    row.heartbeat_at_ms,
    row.books_stated_at_ms,
    ...books.map(({ statedAtMs }) => statedAtMs),
  ].filter((atMs) => atMs !== null);
  return {
    id: row.terminal_id,
    name: row.name,
    touchpoint: named(row.touchpoint_id, row.touchpoint_name),
    location: named(row.location_id, row.location_name),
    shell: row.shell,
    appVersion: row.app_version,
    enrolledAtMs: row.enrolled_at_ms,
    lastSeenAtMs: heard.length === 0 ? null : Math.max(...heard),
    storage: row.storage,
    boxes: row.boxes,
    screen: row.screen,
    configurationRefused: row.configuration_refused,
    balance: sumBalances(books),
    ledgers: books.length,
    lostLedgers: books.filter(({ state }) => state === 'lost').length,
    forkedLedgers: books.filter(({ forked }) => forked).length,
  };
}

function named(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null || name === null ? null : { id, name };
}
