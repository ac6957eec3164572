import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What the files of a folder take on the disk, in bytes. */
export async function sizeOnDisk(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const stats = await Promise.all(files.map((file) => stat(path.join(file.parentPath, file.name))));
  // The kernel counts in blocks of 512 bytes, whatever the file system's own.
  return stats.reduce((sum, { blocks }) => sum + blocks * 512, 0);
}
