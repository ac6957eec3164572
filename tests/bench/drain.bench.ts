import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { buildAll } from '../../build/build-all.ts';
import { findFreePort } from '../../hub/database/free-port.ts';
import { type HubProcess, startHubProcess } from '../support/hub-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Bench, BenchOutcome } from './bench.ts';
import { drainKiosk } from './link/kiosk-drain.ts';
import { queuedPresses, type QueuedPress, UNKNOWN_PLACE } from './link/queued-presses.ts';
import { preparePeers } from './peers/peer-packages.ts';
import { type ServerProcess, startServerProcess } from './link/server-process.ts';
import { type PouchAdapter, replicatePouch } from './peers/pouchdb-peer.ts';
import { replayWorkbox } from './peers/workbox-peer.ts';
import { median } from './spread.ts';

const ROUNDS = 3;
const QUEUED = 20_000;
/** workbox takes as long for these as the others for all. */
const REPLAYED = 2_000;
const FEW = { queued: 1_000, rounds: 5 } as const;
const MANY = { queued: 100_000, rounds: 2 } as const;

/**
 * How fast a queue leaves a terminal: the browser kiosk as it is built, its outbox on the disk, to a hub process on
 * PostgreSQL with its ordinary durability; against what people would use instead, each in the same Chromium and to its
 * own server on this machine. Servers of peers keep less than the hub does, in their favour.
 */
export const bench: Bench = { needs: 'hub', run: measure };

async function measure(say: (line: string) => void): Promise<BenchOutcome> {
  await buildAll(['kiosk']);
  const peers = await preparePeers();
  await using cleanUp = new AsyncDisposableStack();
  const folder = await temporaryFolder('drain-bench');
  cleanUp.defer(() => folder.remove());
  const hub = await startHubProcess({
    dataDir: path.join(folder.path, 'hub'),
    port: await findFreePort(),
  });
  cleanUp.defer(() => hub.stop());
  const couch = cleanUp.use(
    await startServerProcess(new URL('peers/couch-server.ts', import.meta.url), [
      peers,
      folder.path,
    ]),
  );
  const replay = cleanUp.use(
    await startServerProcess(new URL('peers/replay-server.ts', import.meta.url), [peers]),
  );

  const rates = { kiosk: new Array<number>(), pouchdb: pouchRates(), workbox: new Array<number>() };
  const blocksMs: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const drain = await drainKiosk(hub, QUEUED);
    blocksMs.push(drain.longestBlockMs);
    rates.kiosk.push(perSecond(QUEUED, drain.elapsedMs));
    for (const adapter of ['idb', 'indexeddb'] as const) {
      const elapsedMs = await replicate(couch, adapter, round);
      rates.pouchdb[adapter].push(perSecond(QUEUED, elapsedMs));
    }
    const replayedMs = await replayWorkbox(replay, presses(REPLAYED));
    rates.workbox.push(perSecond(REPLAYED, replayedMs));
    say(
      `round ${round}: ${[rates.kiosk, ...Object.values(rates.pouchdb), rates.workbox]
        .map((all) => Math.round(all.at(-1) ?? 0))
        .join(', ')} events/s (kiosk, PouchDB idb, PouchDB indexeddb, workbox)`,
    );
  }
  const costs = await measureGrowth(hub, say);

  const kiosk = median(rates.kiosk);
  const pouchdb = Math.max(median(rates.pouchdb.idb), median(rates.pouchdb.indexeddb));
  const workbox = median(rates.workbox);
  return {
    figures: {
      eventsPerSecond: kiosk,
      pouchdbIdbEventsPerSecond: median(rates.pouchdb.idb),
      pouchdbIndexeddbEventsPerSecond: median(rates.pouchdb.indexeddb),
      workboxEventsPerSecond: workbox,
      longestBlockMs: Math.max(...blocksMs),
      microsecondsPerEventOf1000: costs.few,
      microsecondsPerEventOf100000: costs.many,
    },
    ratios: {
      // Over the faster of its two adapters for IndexedDB, though people get the slower one unless they choose.
      vsPouchdb: kiosk / pouchdb,
      vsWorkbox: kiosk / workbox,
      growth: costs.many / costs.few,
    },
  };
}

/** Microseconds an event costs in a short queue and in a long one. */
async function measureGrowth(
  hub: HubProcess,
  say: (line: string) => void,
): Promise<{ few: number; many: number }> {
  const few: number[] = [];
  const many: number[] = [];
  for (let round = 1; round <= FEW.rounds; round += 1) {
    few.push(await costOf(hub, FEW.queued));
    if (round <= MANY.rounds) {
      many.push(await costOf(hub, MANY.queued));
    }
    say(`growth, round ${round}: ${few.at(-1)?.toFixed(1)} and ${many.at(-1)?.toFixed(1)} µs`);
  }
  return { few: median(few), many: median(many) };
}

async function costOf(hub: HubProcess, queued: number): Promise<number> {
  const { elapsedMs } = await drainKiosk(hub, queued);
  return (elapsedMs * 1_000) / queued;
}

function replicate(couch: ServerProcess, adapter: PouchAdapter, round: number): Promise<number> {
  return replicatePouch(couch, `${adapter}-${round}`, adapter, presses(QUEUED));
}

function presses(count: number): QueuedPress[] {
  return queuedPresses({ count, context: UNKNOWN_PLACE, untilMs: Date.now(), randomBytes });
}

function pouchRates(): Record<PouchAdapter, number[]> {
  return { idb: [], indexeddb: [] };
}

function perSecond(events: number, elapsedMs: number): number {
  return (events * 1_000) / elapsedMs;
}
