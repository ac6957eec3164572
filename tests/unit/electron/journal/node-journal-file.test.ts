import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../../../electron/journal/journal.ts';
import { encodeRecord } from '../../../../electron/journal/journal-record.ts';
import { openNodeJournalFile } from '../../../../electron/journal/node-journal-file.ts';
import { pressedBody } from '../sample-events.ts';

describe('journal on a real disk', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glimlach-journal-'));
    path = join(folder, 'terminal', 'journal', 'events.log');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes a file that only this user may read, and appends to it when it is there', async () => {
    const { journal } = await openJournal(await openNodeJournalFile(path));
    await journal.append(pressedBody(1));
    await journal.close();
    const { journal: again } = await openJournal(await openNodeJournalFile(path));
    await again.append(pressedBody(2));
    await again.close();

    const content = Buffer.concat(
      [1, 2].map((number) => encodeRecord({ kind: 'event', body: pressedBody(number) })),
    );
    expect({
      content: await readFile(path, 'utf8'),
      fileMode: (await stat(path)).mode & 0o777,
      folderMode: (await stat(dirname(path))).mode & 0o777,
    }).toEqual({ content: content.toString('utf8'), fileMode: 0o600, folderMode: 0o700 });
  });

  it('cuts the file back on disk', async () => {
    const file = await openNodeJournalFile(path);
    const { journal } = await openJournal(file);
    await journal.append(pressedBody(1));
    const wholeBytes = (await stat(path)).size;
    await file.write(Buffer.from('torn'), wholeBytes);
    await journal.close();
    const { journal: again } = await openJournal(await openNodeJournalFile(path));
    await again.close();
    expect((await stat(path)).size).toBe(wholeBytes);
  });
});
