import type { JournalFolder } from '../../../../electron/journal/journal-folder.ts';
import type { MemoryJournalFile } from './memory-journal-file.ts';
import { memoryJournalFile } from './memory-journal-file.ts';

/** What a folder's files hold. */
export type FolderContent = {
  readonly segments: ReadonlyMap<number, Uint8Array>;
  readonly directory: Uint8Array | null;
};

export type MemoryJournalFolder = JournalFolder & {
  segment(serial: number): MemoryJournalFile;
  serials(): number[];
  directory(): Uint8Array | null;
  reserveBytes(): number;
  /** How many segments were opened since it was asked last. */
  opened(): number[];
  /** From now on all files together, the reserve too, may take no more than this. */
  limit(capacityBytes: number): void;
  failNextDirectory(error: string): void;
  failNextCreates(count: number, error: string): void;
  /** Everything that was written. */
  content(): FolderContent;
  /** What a power cut leaves: everything that was synced, and this share of what was not. */
  torn(share: number): FolderContent;
  usedBytes(): number;
};

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: no room or no such file`), { code });
}

/** A journal's folder in memory that can fail the way disks do. */
export function memoryJournalFolder(
  initial: FolderContent = { segments: new Map(), directory: null },
): MemoryJournalFolder {
  const files = new Map<number, MemoryJournalFile>();
  let directory = initial.directory;
  let reserveBytes = 0;
  let capacityBytes = Number.POSITIVE_INFINITY;
  let directoryFailure: string | null = null;
  let createFailures: string[] = [];
  let opened: number[] = [];

  const usedBytes = () =>
    [...files.values()].reduce(
      (used, file) => used + file.bytes().length,
      reserveBytes + (directory?.length ?? 0),
    );
  const freeBytes = () => capacityBytes - usedBytes();

  const within = (file: MemoryJournalFile): MemoryJournalFile => {
    /** As much of the bytes as the disk takes. */
    const fitting = (bytes: Uint8Array, position: number): Uint8Array => {
      const grownBytes = Math.max(0, position + bytes.length - file.bytes().length);
      const room = freeBytes();
      return grownBytes > room
        ? bytes.subarray(0, bytes.length - grownBytes + Math.max(0, room))
        : bytes;
    };
    return {
      ...file,
      async write(bytes, position) {
        const part = fitting(bytes, position);
        await file.write(part, position);
        if (part.length < bytes.length) {
          throw failure('ENOSPC');
        }
      },
      writeSynced(bytes, position) {
        const part = fitting(bytes, position);
        file.writeSynced(part, position);
        if (part.length < bytes.length) {
          throw failure('ENOSPC');
        }
      },
    };
  };

  for (const [serial, bytes] of initial.segments) {
    files.set(serial, within(memoryJournalFile(bytes)));
  }

  const segment = (serial: number): MemoryJournalFile => {
    const file = files.get(serial);
    if (file === undefined) {
      throw failure('ENOENT');
    }
    return file;
  };

  return {
    segment,
    serials: () => [...files.keys()].toSorted((a, b) => a - b),
    directory: () => directory,
    reserveBytes: () => reserveBytes,
    opened() {
      const told = opened;
      opened = [];
      return told;
    },
    limit(bytes) {
      capacityBytes = bytes;
    },
    failNextDirectory(error) {
      directoryFailure = error;
    },
    failNextCreates(count, error) {
      createFailures = Array.from({ length: count }, () => error);
    },
    content: () => ({
      segments: new Map([...files].map(([serial, file]) => [serial, file.bytes()])),
      directory,
    }),

    usedBytes,
    torn: (share) => ({
      directory,
      segments: new Map(
        [...files].map(([serial, file]) => {
          const bytes = file.bytes();
          const syncedBytes = Math.min(file.syncedBytes().length, bytes.length);
          const left = syncedBytes + Math.round(share * (bytes.length - syncedBytes));
          return [serial, bytes.slice(0, left)];
        }),
      ),
    }),

    segments: () =>
      Promise.resolve(
        [...files]
          .map(([serial, file]) => ({ serial, sizeBytes: file.bytes().length }))
          .toSorted((a, b) => a.serial - b.serial),
      ),
    async open(serial) {
      await Promise.resolve();
      opened.push(serial);
      return segment(serial);
    },
    async create(serial) {
      await Promise.resolve();
      const failed = createFailures.shift();
      if (failed !== undefined) {
        throw new Error(failed);
      }
      if (files.has(serial)) {
        throw failure('EEXIST');
      }
      const file = within(memoryJournalFile());
      files.set(serial, file);
      return file;
    },
    async remove(serial) {
      files.delete(serial);
      await Promise.resolve();
    },
    readDirectory: () => Promise.resolve(directory),
    async writeDirectory(content) {
      await Promise.resolve();
      const failed = directoryFailure;
      directoryFailure = null;
      if (failed !== null) {
        throw new Error(failed);
      }
      if (content.length > freeBytes()) {
        throw failure('ENOSPC');
      }
      directory = content;
    },
    async holdReserve(sizeBytes) {
      await Promise.resolve();
      if (reserveBytes !== sizeBytes && sizeBytes > freeBytes()) {
        throw failure('ENOSPC');
      }
      reserveBytes = sizeBytes;
    },
    async releaseReserve() {
      reserveBytes = 0;
      await Promise.resolve();
    },
    freeBytes: () => Promise.resolve(freeBytes()),
  };
}
