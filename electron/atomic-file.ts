import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Puts a folder's entries on disk, so that a file made or renamed in it survives a power cut. */
export function syncFolder(path: string): void {
  // Windows cannot open a folder for this; NTFS journals the entry itself.
  if (process.platform === 'win32') {
    return;
  }
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Makes a folder and its missing parents, readable by this user only, and puts their entries on disk. */
export function makePrivateFolder(path: string): void {
  const highestMade = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (highestMade === undefined) {
    return;
  }
  for (let made = path; made.length >= highestMade.length; made = dirname(made)) {
    syncFolder(dirname(made));
  }
}

/**
 * Writes a whole file, readable by this user only. When it resolves, the new content is on disk; when it rejects or
 * the power goes, the old content is still there whole, and a rejection leaves nothing else: on a full disk half a
 * draft would take the room that presses need.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const draft = `${path}.new`;
  // A draft left by a crash may have other permissions; start from none.
  await rm(draft, { force: true });
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (thrown) {
    // Why it failed is worth more than why the draft stays.
    await rm(draft, { force: true }).catch(() => undefined);
    throw thrown;
  }
  syncFolder(dirname(path));
}
