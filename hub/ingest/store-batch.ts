import { sql } from 'kysely';
import type { EventAnswer, EventsReply, EventsRequest } from '../../contract/protocol/events.ts';
import { decideAlert } from '../alerts/alert-rule.ts';
import { raiseAlerts, type PressToRaise, type RaisedAlerts } from '../alerts/raise-alerts.ts';
import { inOrganization, type AppDatabase, type AppTransaction } from '../database/database.ts';
import { sqlStateOf } from '../database/database-error.ts';
import type { AuthenticatedTerminal } from '../terminals/access-token.ts';
import { insertEvents } from './insert-events.ts';
import { enterBooks, lockLedgers } from './ledger-books.ts';
import { ledgerEntries, namedLedgers } from './ledger-entries.ts';
import { conflict, type Candidate, type ReadBatch, type ReadEvent } from './read-batch.ts';
import { forgetRejected, keepRejected, type RejectedEvent } from './rejected-events.ts';

export type StoredBatch = Pick<EventsReply, 'answers' | 'ledgers'> &
  RaisedAlerts & {
    /** How many presses were stored whose hour is not certain. */
    readonly uncertain: number;
  };

/** Of a plain insert when an id is taken (PostgreSQL manual, appendix A). */
const UNIQUE_VIOLATION = '23505';

/**
 * Stores a batch in one transaction: events, rollups, the ledgers' books, what was refused and the alerts, in a number
 * of statements that does not grow with the batch. Ledgers are locked first and every list is sorted, so batches that
 * overlap wait for each other and never deadlock.
 *
 * Where the books have none of its numbers its events are expected to be new. When one is not after all – it has come
 * under another number, or beside another batch – everything is done again and each id is asked for.
 */
export async function storeBatch(
  database: AppDatabase,
  sender: AuthenticatedTerminal,
  batch: ReadBatch,
  newId: () => string,
): Promise<StoredBatch> {
  const store = async (mayExpectFree: boolean): Promise<StoredBatch> =>
    inOrganization(database, sender.organizationId, (transaction) =>
      storeIn(transaction, sender, batch, newId, mayExpectFree),
    );
  try {
    return await store(true);
  } catch (error) {
    if (sqlStateOf(error) !== UNIQUE_VIOLATION) {
      throw error;
    }
    return store(false);
  }
}

async function storeIn(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  { request, receivedMs, events: read }: ReadBatch,
  newId: () => string,
  mayExpectFree: boolean,
): Promise<StoredBatch> {
  const candidates = read.filter((event) => event.kind === 'candidate');
  const { hasRejected, hasNumbers } = await lockLedgers(
    transaction,
    sender,
    namedLedgers(request.ledgers, candidates),
  );
  const { ids: inserted, uncertain } = await insertEvents(
    transaction,
    sender,
    candidates,
    receivedMs,
    mayExpectFree && !hasNumbers,
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
  if (hasRejected) {
    const heldIds = held.map(({ id }) => id);
    await forgetRejected(transaction, sender, heldIds);
  }
  const raised = await raiseAlerts(transaction, sender, fresh.flatMap(toAlertingPress), newId);
  return { ...raised, ledgers, answers, uncertain };
}

function toAlertingPress({ event, occurrence }: Candidate): PressToRaise[] {
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
