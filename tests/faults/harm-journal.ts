import { open, readdir, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import type { JournalDamage } from './fault.ts';

/** Harms the journal of a terminal that does not run. @returns what it did, in words. */
export async function harmJournal(terminalDir: string, damage: JournalDamage): Promise<string> {
  const folder = path.join(terminalDir, 'journal');
  const files = await filesOfEvents(folder);
  const newest = files.at(-1);
  switch (damage.what) {
    case 'flipped': {
      const harmed = files[Math.floor(damage.file * files.length)];
      if (harmed === undefined) {
        return 'there was no file of events to damage';
      }
      const from = Math.floor(damage.at * Math.max(1, harmed.sizeBytes - damage.bytes));
      await flip(harmed.path, from, Math.min(damage.bytes, harmed.sizeBytes));
      return `flipped ${damage.bytes} of the ${harmed.sizeBytes} bytes of ${path.basename(harmed.path)} from ${from} on`;
    }
    case 'torn':
      if (newest === undefined) {
        return 'there was no file of events to tear';
      }
      await truncate(newest.path, Math.max(0, newest.sizeBytes - damage.bytes));
      return `cut the last ${damage.bytes} of ${newest.sizeBytes} bytes off ${path.basename(newest.path)}`;
    case 'directory-removed': {
      const directory = (await readdir(folder)).find((name) => name.includes('directory'));
      if (directory === undefined) {
        return 'there was no directory file to remove';
      }
      await rm(path.join(folder, directory));
      return `removed ${directory}`;
    }
  }
}

type EventsFile = { readonly path: string; readonly sizeBytes: number };

/** Oldest first. */
async function filesOfEvents(folder: string): Promise<EventsFile[]> {
  const names = (await readdir(folder)).filter((name) => /^events.*\.log$/.test(name)).toSorted();
  const files = await Promise.all(
    names.map(async (name) => ({
      path: path.join(folder, name),
      sizeBytes: (await stat(path.join(folder, name))).size,
    })),
  );
  return files.filter(({ sizeBytes }) => sizeBytes > 0);
}

async function flip(file: string, from: number, bytes: number): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const { buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes, from);
    await handle.write(
      buffer.map((byte) => byte ^ 0x55),
      0,
      bytes,
      from,
    );
    await handle.sync();
  } finally {
    await handle.close();
  }
}
