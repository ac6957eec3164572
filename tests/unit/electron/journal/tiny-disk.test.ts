import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically } from '../../../../electron/atomic-file.ts';
import type { JournalRoom } from '../../../../electron/journal/journal.ts';
import { RETRY_RESERVE_MS } from '../../../../electron/journal/journal-reserve.ts';
import { createNodeJournalFolder } from '../../../../electron/journal/node-journal-folder.ts';
import { openJournal } from '../../../../electron/journal/open-journal.ts';
import { LEDGER, pressedBody, START_MS } from '../sample-events.ts';
import { LIMITS } from './journal-in-memory.ts';

const DISK_BYTES = 512 * 1024;
const RESERVE_BYTES = 64 * 1024;

/** Why this machine gives no disk of a few hundred kilobytes, or null when it does. */
function whyNoDisk(path: string): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return 'only root on Linux may mount a tmpfs';
  }
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', path], {
      stdio: 'pipe',
    });
    return null;
  } catch (thrown) {
    return `mount: ${String(thrown)}`;
  }
}

const disk = await mkdtemp(join(tmpdir(), 'glimlach-tiny-disk-'));
const noDisk = whyNoDisk(disk);

describe.skipIf(noDisk !== null)(`a full disk of 512 kB (${noDisk ?? 'mounted'})`, () => {
  const path = join(disk, 'journal');
  let timers: { delayMs: number; run: () => void }[] = [];
  let rooms: JournalRoom[] = [];

  beforeEach(async () => {
    timers = [];
    rooms = [];
    await Promise.all(
      (await readdir(disk)).map((name) => rm(join(disk, name), { recursive: true })),
    );
  });

  const open = () =>
    openJournal({
      folder: createNodeJournalFolder(path),
      limits: { ...LIMITS, reserveBytes: RESERVE_BYTES },
      wallMs: () => START_MS,
      monotonicMs: () => performance.now(),
      startTimer(delayMs, run) {
        const timer = { delayMs, run };
        timers.push(timer);
        return () => {
          timers.splice(timers.indexOf(timer), 1);
        };
      },
      report: (report) => {
        throw new Error(report.what);
      },
      onRoom: (room) => rooms.push(room),
    });

  /** Somebody else fills the disk to its last block. */
  async function fillDisk() {
    const { bavail, bsize } = await statfs(disk);
    await writeFile(join(disk, 'others'), Buffer.alloc(bavail * bsize));
  }

  it('still takes as many presses as its reserve holds, and every one of them survives', async () => {
    // Closing waits for the reserve.
    await (await open()).close();
    const journal = await open();
    await journal.append(pressedBody(1));
    await fillDisk();
    let number = 1;
    do {
      number += 1;
    } while ((await journal.append(pressedBody(number))).kept);
    const last = number - 1;
    const reserved = Math.floor(RESERVE_BYTES / pressedBody(10).length);
    expect([rooms, last > reserved * 0.9, journal.room()]).toEqual([['full'], true, 'full']);

    // Somebody made room: the reserve is held again, and presses are kept again.
    await rm(join(disk, 'others'));
    timers.shift()?.run();
    await journal.append(pressedBody(number));
    await journal.close();
    expect(rooms).toEqual(['full', 'enough']);

    const again = createNodeJournalFolder(path);
    const reopened = await openJournal({
      folder: again,
      limits: { ...LIMITS, reserveBytes: RESERVE_BYTES },
      wallMs: () => START_MS,
      monotonicMs: () => performance.now(),
      startTimer: () => () => undefined,
      report: () => undefined,
      onRoom: () => undefined,
    });
    const { bodies } = await reopened.page(LEDGER, 1, 10_000);
    await reopened.close();
    expect(bodies).toEqual(
      Array.from({ length: number }, (_each, index) => pressedBody(index + 1)),
    );
  });

  it('says at the start that it is full, and tries later', async () => {
    const journal = await open();
    await journal.close();
    await rm(join(path, 'reserve'));
    await fillDisk();
    const again = await open();
    await again.append(pressedBody(1));
    await again.close();
    expect([rooms, RETRY_RESERVE_MS > 0]).toEqual([['full'], true]);
  });

  it('leaves a file whole that could not be written anew, and no draft', async () => {
    const state = join(disk, 'terminal.json');
    await writeFileAtomically(state, 'what was there');
    await fillDisk();
    await expect(writeFileAtomically(state, 'x'.repeat(100_000))).rejects.toThrow('ENOSPC');
    expect([await readFile(state, 'utf8'), (await readdir(disk)).toSorted()]).toEqual([
      'what was there',
      ['others', 'terminal.json'],
    ]);
  });
});

beforeAll(() => {
  if (noDisk !== null) {
    process.stderr.write(`Skipped the tests on a tiny disk: ${noDisk}\n`);
  }
});

afterAll(async () => {
  if (noDisk === null) {
    // Whatever a failed test left open must not keep it mounted.
    execFileSync('/bin/umount', ['--lazy', disk]);
  }
  await rm(disk, { recursive: true });
});
