import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { EventAnswer, EventsReply } from '../../contract/protocol/events.ts';
import { takeInStoreSigns } from '../alerts/in-store-signs.ts';
import { raiseAlerts, type RaisedAlerts } from '../alerts/raise-alerts.ts';
import type { AlertWork } from '../alerts/tell-notices.ts';
import { inOrganization, type AppDatabase, type AppTransaction } from '../database/database.ts';
import { sqlStateOf } from '../database/database-error.ts';
import { sendTogether } from '../database/pipeline.ts';
import type { HubContext } from '../hub-context.ts';
import type { AuthenticatedTerminal } from '../terminals/access-token.ts';
import type { EventRows } from './event-rows.ts';
import { insertEvents, insertion } from './insert-events.ts';
import { bookEntries, lockLedgers, statedBooks } from './ledger-books.ts';
import { ledgerEntries, namedLedgers } from './ledger-entries.ts';
import {
  conflict,
  type Candidate,
  type ReadBatch,
  type ReadEvent,
  type RejectedRead,
} from './read-batch.ts';
import { forgetRejected, keepRejected } from './rejected-events.ts';

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
 * Where the books have none of its numbers its events are expected to be new, and its presses to be in no alert yet.
 * When one is not after all – it has come under another number, beside another batch, or after its visitor asked for
 * help – everything is done again and each id is asked for.
 *
 * @param batch whose rows nobody may use afterwards.
 */
export async function storeBatch(
  database: AppDatabase,
  sender: AuthenticatedTerminal,
  batch: ReadBatch,
  { jobs, newId }: Pick<HubContext, 'jobs' | 'newId'>,
): Promise<StoredBatch> {
  const work = { organizationId: sender.organizationId, jobs, newId, nowMs: batch.receivedMs };
  const store = async (mayExpectFree: boolean): Promise<StoredBatch> =>
    inOrganization(database, sender.organizationId, (transaction) =>
      storeIn(transaction, sender, batch, work, mayExpectFree),
    );
  try {
    return await store(true);
  } catch (error) {
    if (sqlStateOf(error) !== UNIQUE_VIOLATION) {
      throw error;
    }
    return await store(false);
  } finally {
    batch.rows.release();
  }
}

async function storeIn(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  batch: ReadBatch,
  work: AlertWork,
  mayExpectFree: boolean,
): Promise<StoredBatch> {
  const { statements, receivedMs, events: read, rows } = batch;
  const candidates = read.filter((event) => event.kind === 'candidate');
  const { hasRejected, hasNumbers } = await lockLedgers(
    transaction,
    sender,
    namedLedgers(statements, candidates),
  );
  const isFree = mayExpectFree && !hasNumbers && rows.length > 0;
  const { found, held, ledgers, uncertain } = isFree
    ? await storeNew(transaction, sender, batch, candidates)
    : await storeUnknown(transaction, sender, batch, candidates);
  const { same } = found;
  const outcomes = read.map((event) => outcomeOf(event, found, rows));
  await keepRejected(
    transaction,
    sender,
    outcomes.filter((outcome) => outcome.kind === 'rejected'),
    receivedMs,
  );
  if (hasRejected) {
    const heldIds = held.map(({ id }) => id);
    await forgetRejected(transaction, sender, heldIds);
  }
  const news = held.filter(({ id }) => !same.has(id));
  const alerting = news.flatMap(({ alert }) => (alert === null ? [] : [alert]));
  const raised = await raiseAlerts(transaction, sender, alerting, work, mayExpectFree);
  const signs = news.flatMap(({ inStore }) => (inStore === null ? [] : [inStore]));
  await takeInStoreSigns(transaction, sender, signs);
  return { ...raised, ledgers, answers: outcomes.map(answerOf), uncertain };
}

type Stored = {
  readonly found: FoundStored;
  /** All that the hub has now, those it had before included. */
  readonly held: readonly Candidate[];
  readonly ledgers: EventsReply['ledgers'];
  readonly uncertain: number;
};

/** Events whose ids are expected to be free: all are stored, or a unique violation says that one was not. */
async function storeNew(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  { statements, receivedMs, rows }: ReadBatch,
  candidates: readonly Candidate[],
): Promise<Stored> {
  const entries = ledgerEntries(statements, candidates, NOTHING_FOUND.same);
  const [inserted, books] = await sendTogether(
    transaction,
    insertion(sender, rows, receivedMs, true),
    bookEntries(sender, entries, receivedMs),
  );
  return {
    found: NOTHING_FOUND,
    held: candidates,
    ledgers: statedBooks(entries, books.rows),
    uncertain: inserted.rows[0]?.uncertain ?? 0,
  };
}

async function storeUnknown(
  transaction: AppTransaction,
  sender: AuthenticatedTerminal,
  { statements, receivedMs, rows }: ReadBatch,
  candidates: readonly Candidate[],
): Promise<Stored> {
  const { ids: free, uncertain } = await insertEvents(transaction, sender, rows, receivedMs);
  const taken = free === null ? [] : candidates.filter(({ id }) => !free.has(id));
  const found = await compareStored(transaction, rows, taken);
  const held = candidates.filter(({ id }) => !found.other.has(id));
  const entries = ledgerEntries(statements, held, found.same);
  const books = await bookEntries(sender, entries, receivedMs).execute(transaction);
  return { found, held, ledgers: statedBooks(entries, books.rows), uncertain };
}

type Outcome = { readonly kind: 'accepted' | 'duplicate'; readonly id: string } | RejectedRead;

function outcomeOf(event: ReadEvent, { same, other }: FoundStored, rows: EventRows): Outcome {
  switch (event.kind) {
    case 'rejected':
      return event;
    case 'candidate':
      if (other.has(event.id)) {
        return conflict(event.id, bodyOf(rows, event).toString());
      }
      return { kind: same.has(event.id) ? 'duplicate' : 'accepted', id: event.id };
    case 'copy': {
      // The first of the two was stored, or is stored already with other bytes; the copy shares its fate.
      const first = outcomeOf(event.of, { same, other }, rows);
      return first.kind === 'accepted' ? { kind: 'duplicate', id: first.id } : first;
    }
  }
}

function answerOf(outcome: Outcome): EventAnswer {
  if (outcome.kind === 'rejected') {
    const { id, reason, detail } = outcome;
    return { id, outcome: 'rejected', reason, detail };
  }
  return { id: outcome.id, outcome: outcome.kind };
}

type FoundStored = {
  /** Ids stored already with the very bytes sent now. */
  readonly same: ReadonlySet<string>;
  /** Ids stored already with other bytes. */
  readonly other: ReadonlySet<string>;
};

const NOTHING_FOUND: FoundStored = { same: new Set(), other: new Set() };

async function compareStored(
  transaction: AppTransaction,
  rows: EventRows,
  taken: readonly Candidate[],
): Promise<FoundStored> {
  if (taken.length === 0) {
    return NOTHING_FOUND;
  }
  const ids = taken.map(({ id }) => id);
  const { rows: stored } = await sql<{ id: string; sha256: string }>`
    select id, encode(body_sha256, 'hex') as sha256 from events where id = any(${ids}::uuid[])
  `.execute(transaction);
  const hashes = new Map(stored.map(({ id, sha256 }) => [id, sha256]));
  const same = new Set<string>();
  const other = new Set<string>();
  for (const event of taken) {
    const isSame = hashes.get(event.id) === hash('sha256', bodyOf(rows, event));
    (isSame ? same : other).add(event.id);
  }
  return { same, other };
}

function bodyOf(rows: EventRows, { row }: Candidate): Buffer {
  return rows.sentAt(row);
}
