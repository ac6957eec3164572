import { sql } from 'kysely';
import type { EventAnswer, EventsReply, EventsRequest } from '../../contract/protocol/events.ts';
import { decideAlert } from '../alerts/alert-rule.ts';
import { raiseAlerts, type PressToRaise, type RaisedAlerts } from '../alerts/raise-alerts.ts';
import type { AppTransaction } from '../database/database.ts';
import { storableText } from '../database/storable-text.ts';
import { addToRollups, COUNTED_COLUMNS, pressSums } from '../insights/rollup-sql.ts';
import type { AuthenticatedTerminal } from '../terminals/access-token.ts';
import { occurrenceOf, type Occurrence } from './occurrence.ts';
import { enterBooks, lockLedgers } from './ledger-books.ts';
import { ledgerEntries, namedLedgers } from './ledger-entries.ts';
import { conflict, readBatch, type Candidate, type ReadEvent } from './read-batch.ts';
import { forgetRejected, keepRejected, type RejectedEvent } from './rejected-events.ts';

export type StoredBatch = Pick<EventsReply, 'answers' | 'ledgers'> &
  RaisedAlerts & {
    /** How many presses were stored whose hour is not certain. */
    readonly uncertain: number;
  };

/**
 * Stores a batch in the caller's transaction: events, rollups, the ledgers' books, what was refused and the alerts, in a
 * number of statements that does not grow with the batch. Ledgers are locked first and every list is sorted, so batches
 * that overlap wait for each other and never deadlock.
 */
export async function storeBatch(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  request: EventsRequest,
  receivedMs: number,
  newId: () => string,
): Promise<StoredBatch> {
  const read = readBatch(request.events);
  const candidates = read.flatMap((event): DatedCandidate[] =>
    event.kind === 'candidate'
      ? [{ ...event, occurrence: occurrenceOf(event.event.at, { ...request, receivedMs }) }]
      : [],
  );
  await lockLedgers(transaction, sender, namedLedgers(request.ledgers, candidates));
  const { ids: inserted, uncertain } = await insertEvents(
    transaction,
    sender,
    candidates,
    receivedMs,
  );
  const known = await readHashes(
    transaction,
    candidates.filter(({ id }) => !inserted.has(id)),
  );
  const fresh = candidates.filter(({ id }) => inserted.has(id));
  const held = candidates.filter(({ id, sha256 }) => inserted.has(id) || known.get(id) === sha256);
  const entries = ledgerEntries(request.ledgers, held, inserted);
  const ledgers = await enterBooks(transaction, sender, entries, receivedMs);
  const answers = read.map((event) => answer(event, inserted, known));
  await keepRejected(transaction, sender, rejectedOf(request, answers), receivedMs);
  await forgetRejected(
    transaction,
    sender,
    held.map(({ id }) => id),
  );
  const raised = await raiseAlerts(transaction, sender, fresh.flatMap(toAlertingPress), newId);
  return { ...raised, ledgers, answers, uncertain };
}

type DatedCandidate = Candidate & { readonly occurrence: Occurrence };

function toAlertingPress({ event, occurrence }: DatedCandidate): PressToRaise[] {
  const decision = decideAlert(event, occurrence.ageMs);
  if (event.type !== 'pressed' || decision === 'none') {
    return [];
  }
  return [
    {
      pressId: event.id,
      kind: decision,
      touchpointId: event.context.touchpointId,
      atMs: occurrence.occurredMs,
    },
  ];
}

function answer(
  event: ReadEvent,
  inserted: ReadonlySet<string>,
  known: ReadonlyMap<string, string>,
): EventAnswer {
  switch (event.kind) {
    case 'candidate':
      if (inserted.has(event.id)) {
        return { id: event.id, outcome: 'accepted' };
      }
      return known.get(event.id) === event.sha256
        ? { id: event.id, outcome: 'duplicate' }
        : reject(conflict(event.id));
    case 'copy':
      // The first of the two was stored, or is stored already with other bytes; the copy shares its fate.
      return inserted.has(event.id) || known.get(event.id) === event.sha256
        ? { id: event.id, outcome: 'duplicate' }
        : reject(conflict(event.id));
    case 'rejected':
      return reject(event);
  }
}

function reject({ id, reason, detail }: ReadEvent & { kind: 'rejected' }): EventAnswer {
  return { id, outcome: 'rejected', reason, detail };
}

/** Answers stand in the order of the request. */
function rejectedOf(request: EventsRequest, answers: readonly EventAnswer[]): RejectedEvent[] {
  return request.events.flatMap(({ body }, index) => {
    const given = answers[index];
    return given?.outcome === 'rejected'
      ? [{ id: given.id, body, reason: given.reason, detail: given.detail }]
      : [];
  });
}

type StoredEvents = {
  /** The ids that were free. */
  readonly ids: ReadonlySet<string>;
  /** How many of them are presses whose hour is not certain. */
  readonly uncertain: number;
};

/** Stores the events whose ids are free and counts them in the rollups. */
async function insertEvents(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  candidates: readonly DatedCandidate[],
  receivedMs: number,
): Promise<StoredEvents> {
  if (candidates.length === 0) {
    return { ids: new Set(), uncertain: 0 };
  }
  const rows = candidates.map(({ event, body, sha256, occurrence }) => ({
    id: event.id,
    type: event.type,
    ledger_id: event.ledgerId,
    number: event.number,
    touchpoint_id: event.type === 'pressed' ? event.context.touchpointId : null,
    rating: event.type === 'pressed' ? event.rating : null,
    source: event.type === 'pressed' ? event.source.kind : null,
    repeat: event.type === 'pressed' ? event.repeat : null,
    wall_ms: event.at.wallMs,
    monotonic_ms: event.at.monotonicMs,
    boot_id: storableText(event.at.bootId),
    occurred_ms: occurrence.occurredMs,
    occurred_uncertainty_ms: occurrence.uncertaintyMs,
    body,
    body_sha256: sha256,
  }));
  const { rows: stored } = await sql<{
    all_fresh: boolean;
    ids: string[] | null;
    uncertain: number;
  }>`
    with stored as (
      insert into events (organization_id, id, type, ledger_id, number, terminal_id, touchpoint_id, rating, source,
        repeat, wall_ms, monotonic_ms, boot_id, occurred_ms, occurred_uncertainty_ms, received_ms, body, body_sha256)
      select ${sender.organizationId}::uuid, x.id, x.type, x.ledger_id, x.number, ${sender.terminalId}::uuid,
        x.touchpoint_id, x.rating, x.source, x.repeat, x.wall_ms, x.monotonic_ms, x.boot_id, x.occurred_ms,
        x.occurred_uncertainty_ms, ${receivedMs}::bigint, x.body, decode(x.body_sha256, 'hex')
      from json_to_recordset(${JSON.stringify(rows)}::json) as x(id uuid, type text, ledger_id uuid, number bigint,
        touchpoint_id uuid, rating text, source text, repeat boolean, wall_ms bigint, monotonic_ms double precision,
        boot_id text, occurred_ms bigint, occurred_uncertainty_ms double precision, body text, body_sha256 text)
      order by x.id
      on conflict (organization_id, id) do nothing
      returning id, ${COUNTED_COLUMNS}
    ), sums as (${pressSums(sql`stored`)}), added as (${addToRollups(sender.organizationId, sql`sums`)})
    select count(*) = ${candidates.length}::int as all_fresh,
      case when count(*) < ${candidates.length}::int then array_agg(id) end as ids,
      (select coalesce(sum(positive + neutral + negative + repeats), 0)::int from sums where hour = -1) as uncertain
    from stored
  `.execute(transaction);
  const { all_fresh: allFresh = false, ids = null, uncertain = 0 } = stored[0] ?? {};
  return { ids: new Set(allFresh ? candidates.map(({ id }) => id) : ids), uncertain };
}

/** What is stored under ids that were taken: SHA-256 by id, in hexadecimal. */
async function readHashes(
  transaction: AppTransaction,
  taken: readonly Candidate[],
): Promise<Map<string, string>> {
  if (taken.length === 0) {
    return new Map();
  }
  const ids = taken.map(({ id }) => id);
  const { rows } = await sql<{ id: string; sha256: string }>`
    select id, encode(body_sha256, 'hex') as sha256 from events where id = any(${ids}::uuid[])
  `.execute(transaction);
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}
