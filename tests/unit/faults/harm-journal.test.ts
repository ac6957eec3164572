import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { harmJournal } from '../../faults/harm-journal.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let journal: string;
const newest = 'events-000002.log';

beforeEach(async () => {
  folder = await temporaryFolder('harm');
  journal = path.join(folder.path, 'journal');
  await mkdir(journal);
  await writeFile(path.join(journal, 'events-000001.log'), 'a'.repeat(100));
  await writeFile(path.join(journal, newest), 'b'.repeat(60));
});
afterEach(() => folder.remove());

const read = (name: string): Promise<string> => readFile(path.join(journal, name), 'utf8');

describe('harmJournal', () => {
  it('flips bytes of one file and leaves its length alone', async () => {
    await harmJournal(folder.path, { what: 'flipped', file: 0.4, at: 0.2, bytes: 3 });
    const harmed = await read('events-000001.log');
    expect(harmed).toHaveLength(100);
    expect(harmed.search(/[^a]/)).toBe(19);
    expect(harmed.replaceAll('a', '')).toHaveLength(3);
    expect(await read(newest)).toBe('b'.repeat(60));
  });

  it('tears the end off the newest file', async () => {
    await harmJournal(folder.path, { what: 'torn', bytes: 15 });
    expect(await read(newest)).toBe('b'.repeat(45));
    await harmJournal(folder.path, { what: 'torn', bytes: 1_000 });
    expect(await read(newest)).toBe('');
    expect(await read('events-000001.log')).toBe('a'.repeat(100));
  });

  it('removes the directory where there is one, and says so where there is none', async () => {
    expect(await harmJournal(folder.path, { what: 'directory-removed' })).toContain('no directory');
    await writeFile(path.join(journal, 'directory.json'), '{}');
    await harmJournal(folder.path, { what: 'directory-removed' });
    expect((await readdir(journal)).toSorted()).toEqual(['events-000001.log', newest]);
  });
});
