import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePrivateFolder } from '../../../../electron/atomic-file.ts';
import type { JournalReport } from '../../../../electron/journal/journal.ts';
import { encodeRecord } from '../../../../electron/journal/journal-record.ts';
import { createNodeJournalFolder } from '../../../../electron/journal/node-journal-folder.ts';
import { openJournal } from '../../../../electron/journal/open-journal.ts';
import { LEDGER, pressedBody, START_MS } from '../sample-events.ts';
import { LIMITS } from './journal-in-memory.ts';

const line = (number: number) =>
  Buffer.from(encodeRecord({ kind: 'event', body: pressedBody(number) }));

describe('journal on a real disk', () => {
  let folder = '';
  let path = '';
  let reports: JournalReport[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glimlach-journal-'));
    path = join(folder, 'terminal', 'journal');
    reports = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = () =>
    openJournal({
      folder: createNodeJournalFolder(path),
      limits: { ...LIMITS, segmentBytes: 2_000 },
      wallMs: () => START_MS,
      monotonicMs: () => performance.now(),
      startTimer: () => () => undefined,
      report: (report) => reports.push(report),
      onRoom: () => undefined,
    });

  async function append(...numbers: number[]) {
    const journal = await open();
    for (const number of numbers) {
      await journal.append(pressedBody(number));
    }
    await journal.close();
  }

  it('makes files that only this user may read, and goes on in them', async () => {
    await append(1);
    await append(2);
    const names = (await readdir(path)).toSorted();
    const modes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).mode));
    expect({
      names,
      modes: modes.map((mode) => mode & 0o777),
      folder: (await stat(path)).mode & 0o777,
      content: await readFile(join(path, 'events-000001.log'), 'utf8'),
      reserveBytes: (await stat(join(path, 'reserve'))).size,
    }).toEqual({
      names: ['events-000001.log', 'reserve'],
      modes: [0o600, 0o600],
      folder: 0o700,
      content: Buffer.concat([line(1), line(2)]).toString('utf8'),
      reserveBytes: LIMITS.reserveBytes,
    });
  });

  it('cuts a torn end on the disk', async () => {
    await append(1);
    const first = join(path, 'events-000001.log');
    await writeFile(first, Buffer.concat([line(1), Buffer.from('torn')]));
    await append();
    expect([(await stat(first)).size, reports]).toEqual([
      line(1).length,
      [{ what: 'torn-tail', segment: 1, place: { offset: line(1).length, sizeBytes: 4 } }],
    ]);
  });

  it('takes on the single file of earlier versions, whatever its size', async () => {
    makePrivateFolder(path);
    const numbers = Array.from({ length: 12 }, (_each, index) => index + 1);
    await writeFile(join(path, 'events.log'), Buffer.concat(numbers.map(line)));
    await append(13);
    const journal = await open();
    const { bodies } = await journal.page(LEDGER, 1, 100);
    await journal.close();
    expect([bodies, (await readdir(path)).toSorted(), reports]).toEqual([
      [...numbers, 13].map((number) => pressedBody(number)),
      ['directory', 'events-000001.log', 'events-000002.log', 'reserve'],
      [],
    ]);
  });

  it('puts behind its segments what an earlier version has written since', async () => {
    await append(1, 2, 3, 4);
    await writeFile(join(path, 'events.log'), line(5));
    await append(6);
    const journal = await open();
    const { bodies } = await journal.page(LEDGER, 1, 100);
    await journal.close();
    expect([bodies, reports]).toEqual([
      [1, 2, 3, 4, 5, 6].map((number) => pressedBody(number)),
      [],
    ]);
  });
});
