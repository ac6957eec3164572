import { fdatasyncSync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { JournalFile } from './journal-file.ts';

/** A segment on a file that was opened for reading and writing. */
export function openJournalFile(file: FileHandle): JournalFile {
  return {
    async read(into, position) {
      let filled = 0;
      while (filled < into.length) {
        const { bytesRead } = await file.read(
          into,
          filled,
          into.length - filled,
          position + filled,
        );
        if (bytesRead === 0) {
          break;
        }
        filled += bytesRead;
      }
      return filled;
    },
    async write(bytes, position) {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await file.write(
          bytes,
          written,
          bytes.length - written,
          position + written,
        );
        written += bytesWritten;
      }
    },
    sync: () => file.datasync(),
    writeSynced(bytes, position) {
      let written = 0;
      while (written < bytes.length) {
        written += writeSync(file.fd, bytes, written, bytes.length - written, position + written);
      }
      fdatasyncSync(file.fd);
    },
    truncate: (sizeBytes) => file.truncate(sizeBytes),
    close: () => file.close(),
  };
}
