import type { QueuedPress } from '../link/queued-presses.ts';
import { inOwnProfile } from '../link/browser-profile.ts';
import type { ServerProcess } from '../link/server-process.ts';

/** As much of PouchDB as the page uses. */
type Pouch = {
  bulkDocs(documents: readonly object[]): Promise<unknown>;
  info(): Promise<unknown>;
  readonly replicate: {
    to(remote: Pouch, options: { batch_size: number }): Promise<{ docs_written: number }>;
  };
};

declare global {
  interface Window {
    readonly PouchDB: new (name: string, options?: { adapter: string }) => Pouch;
  }
}

export type PouchAdapter = 'idb' | 'indexeddb';

/** Larger batches were no faster with either adapter. */
const BATCH_SIZE = 500;

/**
 * Replicates presses from PouchDB in a page to PouchDB's own server, each press a document with the press's id.
 *
 * @param name of the database, at both ends; new each time.
 * @param adapter `idb` is PouchDB's default in browsers, `indexeddb` its newer and faster one.
 * @returns milliseconds from the call until replication said that all is done.
 */
export async function replicatePouch(
  server: ServerProcess,
  name: string,
  adapter: PouchAdapter,
  presses: readonly QueuedPress[],
): Promise<number> {
  return inOwnProfile('pouchdb', async (context) => {
    const page = await context.newPage();
    await page.goto(`${server.url}/page/`);
    const documents = presses.map(({ id, body }) => ({ _id: id, body }));
    for (let from = 0; from < documents.length; from += BATCH_SIZE) {
      await page.evaluate(
        async ([database, kind, batch]) => {
          await new window.PouchDB(database, { adapter: kind }).bulkDocs(batch);
        },
        [name, adapter, documents.slice(from, from + BATCH_SIZE)] as const,
      );
    }
    const replicated = await page.evaluate(
      async ([database, kind, batchSize]) => {
        const local = new window.PouchDB(database, { adapter: kind });
        const remote = new window.PouchDB(`${location.origin}/${database}`);
        await Promise.all([local.info(), remote.info()]);
        const startedMs = performance.now();
        const { docs_written: written } = await local.replicate.to(remote, {
          batch_size: batchSize,
        });
        return { elapsedMs: performance.now() - startedMs, written };
      },
      [name, adapter, BATCH_SIZE] as const,
    );
    if (replicated.written !== presses.length) {
      throw new Error(`PouchDB replicated ${replicated.written} of ${presses.length} documents.`);
    }
    return replicated.elapsedMs;
  });
}
