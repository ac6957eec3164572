import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of its own for one test; removed by `remove`, or at the end of an `await using` block. */
export type TemporaryFolder = AsyncDisposable & {
  readonly path: string;
  remove(): Promise<void>;
};

/** Makes an empty folder whose name begins with `glimlach-` and the purpose. */
export async function temporaryFolder(purpose: string): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), `glimlach-${purpose}-`));
  // Processes that just ended may still be letting go of their files.
  const remove = async (): Promise<void> =>
    rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  return { path: folder, remove, [Symbol.asyncDispose]: remove };
}
