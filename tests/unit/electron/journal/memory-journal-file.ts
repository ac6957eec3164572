import type { JournalFile } from '../../../../electron/journal/journal-file.ts';

export type MemoryJournalFile = JournalFile & {
  /** What the file holds, as a process that opens it now would find it. */
  bytes(): Uint8Array;
  /** What a power cut would leave: the bytes of the last successful sync. */
  syncedBytes(): Uint8Array;
  /** How many syncs there were. */
  syncs(): number;
  /** The next write puts only this many bytes and rejects. */
  failNextWrite(error: string, writtenBytes: number): void;
  failNextSync(error: string): void;
  failNextTruncate(error: string): void;
  /** Syncs wait from now on until the returned function is called. */
  holdSyncs(): () => void;
};

/** A file in memory that can fail the way disks do. */
export function memoryJournalFile(content: Uint8Array = new Uint8Array(0)): MemoryJournalFile {
  let bytes = Uint8Array.from(content);
  let synced = bytes;
  let syncs = 0;
  let writeFailure: { error: string; writtenBytes: number } | null = null;
  let syncFailure: string | null = null;
  let truncateFailure: string | null = null;
  let gate: Promise<void> = Promise.resolve();

  const put = (part: Uint8Array, position: number) => {
    const grown = new Uint8Array(Math.max(bytes.length, position + part.length));
    grown.set(bytes);
    grown.set(part, position);
    bytes = grown;
  };

  return {
    bytes: () => bytes,
    syncedBytes: () => synced,
    syncs: () => syncs,
    failNextWrite(error, writtenBytes) {
      writeFailure = { error, writtenBytes };
    },
    failNextSync(error) {
      syncFailure = error;
    },
    failNextTruncate(error) {
      truncateFailure = error;
    },
    holdSyncs() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    read(into, position) {
      const part = bytes.subarray(position, position + into.length);
      into.set(part);
      return Promise.resolve(part.length);
    },
    async write(part, position) {
      const failure = writeFailure;
      writeFailure = null;
      if (failure !== null) {
        put(part.subarray(0, failure.writtenBytes), position);
        throw new Error(failure.error);
      }
      put(part, position);
      await Promise.resolve();
    },
    async sync() {
      await gate;
      syncs += 1;
      const failure = syncFailure;
      syncFailure = null;
      if (failure !== null) {
        throw new Error(failure);
      }
      synced = bytes;
    },
    writeSynced(part, position) {
      const failed = writeFailure;
      writeFailure = null;
      put(failed === null ? part : part.subarray(0, failed.writtenBytes), position);
      const failure = failed?.error ?? syncFailure;
      if (failed === null) {
        syncs += 1;
        syncFailure = null;
      }
      if (failure !== null) {
        throw new Error(failure);
      }
      synced = bytes;
    },
    async truncate(sizeBytes) {
      const failure = truncateFailure;
      truncateFailure = null;
      if (failure !== null) {
        throw new Error(failure);
      }
      bytes = bytes.slice(0, sizeBytes);
      await Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
