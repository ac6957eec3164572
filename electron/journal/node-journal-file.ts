import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makePrivateFolder, syncFolder } from '../atomic-file.ts';
import type { JournalFile } from './journal-file.ts';

/** Opens the journal's file, or makes it (0600, its folder 0700) and puts both on disk. Rejects when it can do neither. */
export async function openNodeJournalFile(path: string): Promise<JournalFile> {
  const folder = dirname(path);
  makePrivateFolder(folder);
  // Reading and writing, made when missing, never truncated, writes where told to.
  const file = await open(path, 'r+').catch(async (thrown: unknown) => {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) {
      throw thrown;
    }
    const made = await open(path, 'wx+', 0o600);
    await made.sync();
    syncFolder(folder);
    return made;
  });
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
    truncate: (sizeBytes) => file.truncate(sizeBytes),
    close: () => file.close(),
  };
}
