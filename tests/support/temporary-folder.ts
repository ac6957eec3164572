import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of its own for one test, which removes it when it ends. */
export type TemporaryFolder = {
  readonly path: string;
  readonly remove: () => Promise<void>;
};

/** Makes an empty folder whose name begins with `glimlach-` and the purpose. */
export async function temporaryFolder(purpose: string): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), `glimlach-${purpose}-`));
  // As root PostgreSQL runs under another account, which must be able to enter.
  await chmod(folder, 0o711);
  return {
    path: folder,
    // Processes that just ended may still be letting go of their files.
    remove: async () =>
      rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}
