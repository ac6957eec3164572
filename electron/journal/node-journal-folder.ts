import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync, statSync } from 'node:fs';
import { open, readFile, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateFolder, syncFolder, writeFileAtomically } from '../atomic-file.ts';
import type { JournalFolder, SegmentEntry } from './journal-folder.ts';
import { openJournalFile } from './node-journal-file.ts';

const SEGMENT = /^events-(\d{6,})\.log$/;
/** The whole journal of earlier versions. */
const SINGLE_FILE = 'events.log';
const DIRECTORY = 'directory';
const RESERVE = 'reserve';

const segmentName = (serial: number): string => `events-${String(serial).padStart(6, '0')}.log`;

/** The journal in a folder of the disk, readable by this user only. The folder is made when it is missing. */
export function createNodeJournalFolder(path: string): JournalFolder {
  const pathOf = (serial: number): string => join(path, segmentName(serial));
  const reservePath = join(path, RESERVE);

  // Synchronous: nothing else happens at a start, and hundreds of files are looked at.
  const listed = (): SegmentEntry[] => {
    const serials = readdirSync(path).flatMap((name) => {
      const digits = SEGMENT.exec(name)?.[1];
      return digits === undefined ? [] : [Number(digits)];
    });
    return serials
      .toSorted((a, b) => a - b)
      .map((serial) => ({ serial, sizeBytes: statSync(pathOf(serial)).size }));
  };

  return {
    async segments() {
      makePrivateFolder(path);
      const entries = listed();
      const single = join(path, SINGLE_FILE);
      if (statSync(single, { throwIfNoEntry: false }) === undefined) {
        return entries;
      }
      // Beside segments it is newer than they are: an earlier version has run in between.
      renameSync(single, pathOf((entries.at(-1)?.serial ?? 0) + 1));
      syncFolder(path);
      return listed();
    },
    open: async (serial) => openJournalFile(await open(pathOf(serial), 'r+')),
    async create(serial) {
      const file = await open(pathOf(serial), 'wx+', 0o600);
      try {
        await file.sync();
        syncFolder(path);
      } catch (thrown) {
        await file.close();
        throw thrown;
      }
      return openJournalFile(file);
    },
    async remove(serial) {
      await rm(pathOf(serial), { force: true });
      syncFolder(path);
    },
    async readDirectory() {
      try {
        return await readFile(join(path, DIRECTORY));
      } catch (thrown) {
        if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') {
          return null;
        }
        throw thrown;
      }
    },
    writeDirectory: (content) => writeFileAtomically(join(path, DIRECTORY), content),
    async holdReserve(sizeBytes) {
      const there = await stat(reservePath).catch(() => null);
      if (there?.size === sizeBytes) {
        return;
      }
      // Not zeros: a file system that compresses would keep no room for them.
      const file = await open(reservePath, 'w', 0o600);
      try {
        await file.writeFile(randomBytes(sizeBytes));
        await file.sync();
      } catch (thrown) {
        await rm(reservePath, { force: true });
        throw thrown;
      } finally {
        await file.close();
      }
      syncFolder(path);
    },
    async releaseReserve() {
      await rm(reservePath, { force: true });
      syncFolder(path);
    },
    async freeBytes() {
      const { bavail, bsize } = await statfs(path);
      return bavail * bsize;
    },
  };
}
