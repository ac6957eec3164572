import path from 'node:path';
import { EventBody } from '../../../contract/event-body.ts';
import { startProcessTimer } from '../../../hardware/node/start-timer.ts';
import type { JournalFile } from '../../../electron/journal/journal-file.ts';
import type { JournalFolder } from '../../../electron/journal/journal-folder.ts';
import { JOURNAL_LIMITS } from '../../../electron/journal/journal-limits.ts';
import { createNodeJournalFolder } from '../../../electron/journal/node-journal-folder.ts';
import { openJournal } from '../../../electron/journal/open-journal.ts';
import { seededEvents, type Seeds } from './seeded-events.ts';

const APPENDED_AT_ONCE = 2_000;

/**
 * Appends seeded events to the journal of a terminal that does not run, by the product's own journal
 * and so in its format; only the waiting for the disk is left out until the end.
 */
export async function seedJournal(terminalDir: string, seeds: Seeds): Promise<void> {
  const journal = await openJournal({
    folder: withoutSyncs(createNodeJournalFolder(path.join(terminalDir, 'journal'))),
    limits: JOURNAL_LIMITS,
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    startTimer: startProcessTimer,
    report: (found) => {
      throw new Error(`The journal reports ${JSON.stringify(found)} while it is seeded.`);
    },
    onRoom: () => undefined,
  });
  for (let from = seeds.from; from <= seeds.through; from += APPENDED_AT_ONCE) {
    const through = Math.min(seeds.through, from + APPENDED_AT_ONCE - 1);
    const appended = await Promise.all(
      seededEvents(seeds, [from, through]).map(({ body }) => journal.append(EventBody.parse(body))),
    );
    const refused = appended.find(({ kept }) => !kept);
    if (refused !== undefined) {
      throw new Error(`The journal did not take an event: ${JSON.stringify(refused)}.`);
    }
  }
  await journal.close();
}

function withoutSyncs(folder: JournalFolder): JournalFolder {
  return {
    ...folder,
    open: async (serial) => withoutSync(await folder.open(serial)),
    create: async (serial) => withoutSync(await folder.create(serial)),
  };
}

function withoutSync(file: JournalFile): JournalFile {
  return { ...file, sync: () => Promise.resolve() };
}
