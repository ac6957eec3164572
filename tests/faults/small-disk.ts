import { execFile } from 'node:child_process';
import { appendFile, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const SIZE_MB = 160;
const BLOCK = Buffer.alloc(256 * 1024, 0x5a);

/** A disk that can be filled up without harming the machine. */
export type SmallDisk = {
  readonly path: string;
  /** Writes until nothing fits any more. */
  fill(): Promise<void>;
  free(): Promise<void>;
  unmount(): Promise<void>;
};

export type SmallDiskResult =
  | { readonly ok: true; readonly disk: SmallDisk }
  | { readonly ok: false; readonly reason: string };

/** Mounts a small file system in memory at this folder, where this process may. */
export async function mountSmallDisk(at: string): Promise<SmallDiskResult> {
  await mkdir(at, { recursive: true });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=700`, 'glimlach-faults', at]);
  } catch (error) {
    const detail = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    return {
      ok: false,
      reason: `a small disk could not be mounted (${detail.trim() || 'no reason given'})`,
    };
  }
  const ballast = path.join(at, 'ballast');
  const disk: SmallDisk = {
    path: at,
    async fill() {
      const file = await open(ballast, 'a');
      try {
        for (;;) {
          await appendFile(file, BLOCK);
        }
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) {
          throw error;
        }
      } finally {
        await file.close();
      }
    },
    free: () => rm(ballast, { force: true }),
    // Lazily: a process that was just killed may still be letting go of its files.
    unmount: async () => {
      await run('umount', ['--lazy', at]);
    },
  };
  return { ok: true, disk };
}
