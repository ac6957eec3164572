import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskCheck } from '../../contract/staff-ipc.ts';
import { writeFileAtomically } from '../atomic-file.ts';
import { messageOf } from '../log.ts';

/** As much as some twenty events. */
const CHECK_BYTES = 16_384;

/** Puts a file on the disk the journal is on, reads it back and removes it: the way of an event, without an event. */
export async function checkDisk(
  terminalDir: string,
  monotonicMs: () => number,
): Promise<DiskCheck> {
  const path = join(terminalDir, 'disk-check');
  const written = randomBytes(CHECK_BYTES);
  const startMs = monotonicMs();
  try {
    await writeFileAtomically(path, written);
    const tookMs = monotonicMs() - startMs;
    const same = written.equals(await readFile(path));
    return same
      ? { outcome: 'kept', tookMs }
      : { outcome: 'failed', detail: 'The disk gives back something else than was written.' };
  } catch (thrown) {
    return { outcome: 'failed', detail: messageOf(thrown).slice(0, 300) };
  } finally {
    // One that stays is overwritten by the next check.
    await rm(path, { force: true }).catch(() => undefined);
  }
}
