import type { DiskCheck } from '../../contract/staff-ipc.ts';
import { messageOf } from '../message-of.ts';

const DATABASE = 'glimlach-check';
const STORE = 'check';
/** As much as some twenty events. */
const CHECK_BYTES = 16_384;
const WITHIN_MS = 5_000;

/** Puts something into a database of its own with strict durability, reads it back and removes it: no event is made. */
export async function checkIndexedDb(monotonicMs: () => number): Promise<DiskCheck> {
  const overdue = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => overdue.reject(new Error('IndexedDB did not answer in time.')),
    WITHIN_MS,
  );
  try {
    return await Promise.race([writeAndRead(monotonicMs), overdue.promise]);
  } catch (error) {
    return { outcome: 'failed', detail: messageOf(error).slice(0, 300) };
  } finally {
    clearTimeout(timer);
  }
}

async function writeAndRead(monotonicMs: () => number): Promise<DiskCheck> {
  const opening = indexedDB.open(DATABASE);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE));
  const database = await settled(opening);
  try {
    const written = crypto.getRandomValues(new Uint8Array(CHECK_BYTES));
    const startMs = monotonicMs();
    const writing = database.transaction(STORE, 'readwrite', { durability: 'strict' });
    writing.objectStore(STORE).put(written, 'check');
    await completed(writing);
    const tookMs = monotonicMs() - startMs;
    const read: unknown = await settled(
      database.transaction(STORE).objectStore(STORE).get('check'),
    );
    const same =
      read instanceof Uint8Array &&
      read.length === written.length &&
      read.every((byte, index) => byte === written[index]);
    return same
      ? { outcome: 'kept', tookMs }
      : { outcome: 'failed', detail: 'The database gives back something else than was written.' };
  } finally {
    database.close();
    indexedDB.deleteDatabase(DATABASE);
  }
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () =>
      reject(request.error ?? new Error('IndexedDB failed.')),
    );
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(transaction.error ?? new Error('IndexedDB failed.'));
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('error', fail);
    transaction.addEventListener('abort', fail);
  });
}
