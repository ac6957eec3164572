import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../hub/database/embedded-postgres.ts';
import { startHubProcess } from '../support/hub-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { enrolTestTerminal, type TestTerminal } from '../support/test-terminal.ts';
import type { Bench, BenchOutcome } from './bench.ts';
import { makeBatches, type LoadBatch } from './ingest/event-load.ts';
import { countAccepted, openBatchSender } from './ingest/post-batches.ts';
import { openRawInsert } from './ingest/raw-insert.ts';
import { median, quantile } from './spread.ts';

/** Each terminal sends one batch after another, so this many batches are under way at once; the floor does the same. */
const TERMINALS = 8;
const BATCHES_EACH = 10;
const ROUNDS = 15;
/** Not counted: compilers and caches warm up. */
const WARM_UP_ROUNDS = 2;

type Sender = { readonly terminal: TestTerminal; readonly touchpointId: string };

/** One half of a round: prepares its load, then stores it. @returns events per second. */
type Half = () => Promise<number>;

/**
 * Events per second from gzip-compressed HTTP requests to committed events, rollups, books and alerts by one hub
 * process, over a bare multi-row insert of the same rows into a table like `events`; both into one PostgreSQL that
 * syncs every commit to the disk. What is sent is prepared before the clock starts.
 */
export const bench: Bench = { needs: 'hub', run };

async function run(say: (line: string) => void): Promise<BenchOutcome> {
  await using undo = new AsyncDisposableStack();
  const folder = await temporaryFolder('bench-ingest');
  undo.defer(() => folder.remove());
  const cluster = await startEmbeddedPostgres({ folder: path.join(folder.path, 'postgres') });
  undo.defer(() => cluster.stop());
  const hub = await startHubProcess({ dataDir: folder.path, port: 0, databaseUrl: cluster.url });
  undo.defer(() => hub.stop());
  const database = new Client({ connectionString: cluster.url });
  await database.connect();
  undo.defer(() => database.end());
  const raw = await openRawInsert(cluster.url, TERMINALS);
  undo.defer(() => raw.close());
  const sending = openBatchSender(hub.url, TERMINALS);
  undo.defer(async () => sending.close());

  const senders = await makeSenders(database, hub.url, hub.demo.enrolmentKey);
  const viaHub: Half = async () => {
    const lists = await Promise.all(
      senders.map(async (sender) => ({
        token: await sender.terminal.token(),
        bodies: load(sender).map(({ body }) => body),
      })),
    );
    await settle(database);
    const startedMs = performance.now();
    const replies = await sending.run(lists);
    const elapsedMs = performance.now() - startedMs;
    return (countAccepted(replies) * 1_000) / elapsedMs;
  };
  const viaInsert: Half = async () => {
    const lists = senders.map((sender) => load(sender).map(({ rows }) => rows));
    const before = await raw.count();
    await settle(database);
    const startedMs = performance.now();
    await raw.run(lists);
    const elapsedMs = performance.now() - startedMs;
    return (((await raw.count()) - before) * 1_000) / elapsedMs;
  };

  const rounds: { readonly hub: number; readonly raw: number }[] = [];
  for (let number = 1 - WARM_UP_ROUNDS; number <= ROUNDS; number += 1) {
    const rates = await playRound(viaHub, viaInsert, number % 2 === 0);
    const title = number < 1 ? 'warm-up' : `round ${number}`;
    say(
      `${title}: hub ${rates.hub.toFixed(0)}, bare insert ${rates.raw.toFixed(0)} events per second`,
    );
    if (number >= 1) {
      rounds.push(rates);
    }
  }
  const ratios = rounds.map((rates) => rates.hub / rates.raw);
  return {
    figures: {
      eventsPerSecond: median(rounds.map((rates) => rates.hub)),
      rawEventsPerSecond: median(rounds.map((rates) => rates.raw)),
      ofRawInsertLowerQuartile: quantile(ratios, 0.25),
      ofRawInsertUpperQuartile: quantile(ratios, 0.75),
    },
    ratios: { ofRawInsert: median(ratios) },
  };
}

/** They take turns at being first, so that neither always finds the machine as the other left it. */
async function playRound(
  viaHub: Half,
  viaInsert: Half,
  hubFirst: boolean,
): Promise<{ hub: number; raw: number }> {
  if (hubFirst) {
    return { hub: await viaHub(), raw: await viaInsert() };
  }
  const raw = await viaInsert();
  return { hub: await viaHub(), raw };
}

function load({ terminal, touchpointId }: Sender): LoadBatch[] {
  return makeBatches(terminal, touchpointId, BATCHES_EACH);
}

/** Terminals at touchpoints of their own, as in a chain of stores: their alerts are not one. */
async function makeSenders(
  database: Client,
  hubUrl: string,
  enrolmentKey: string,
): Promise<Sender[]> {
  const senders: Sender[] = [];
  for (let number = 0; number < TERMINALS; number += 1) {
    senders.push({
      touchpointId: await makeTouchpoint(database),
      terminal: await enrolTestTerminal(hubUrl, enrolmentKey),
    });
  }
  return senders;
}

async function makeTouchpoint(database: Client): Promise<string> {
  const id = randomUUID();
  await database.query(
    `insert into app.touchpoints (organization_id, touchpoint_id, location_id, name)
     select organization_id, $1, location_id, 'Exit' from app.touchpoints limit 1`,
    [id],
  );
  return id;
}

/** Both halves of a round begin with nothing left to write. */
async function settle(database: Client): Promise<void> {
  await database.query('checkpoint');
  await delay(200);
}
