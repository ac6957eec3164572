import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Journal } from '../../../../electron/journal/journal.ts';
import { encodeRecord } from '../../../../electron/journal/journal-record.ts';
import { id, instant, LEDGER, OTHER_LEDGER, pressedBody } from '../sample-events.ts';
import { journalInMemory, oneSegment } from './journal-in-memory.ts';

const line = (number: number) => encodeRecord({ kind: 'event', body: pressedBody(number) });

async function wholeLedger(journal: Journal, ledgerId = LEDGER) {
  const { bodies } = await journal.page(ledgerId, 1, 1_000);
  return bodies;
}

/** Everything that start-up asks of a journal. */
function knowledge(journal: Journal) {
  return {
    newest: journal.newest(),
    summary: journal.summary(),
    boxes: journal.boxes(),
  };
}

describe('Journal', () => {
  it('holds nothing in a new file', async () => {
    const { journal, reports } = await journalInMemory();
    expect({ ...knowledge(journal), reports: reports() }).toEqual({
      newest: null,
      summary: [],
      boxes: new Map(),
      reports: [],
    });
  });

  it('knows after a reopening what it knew before', async () => {
    const { journal, folder } = await journalInMemory();
    const file = folder.segment(1);
    const box = (number: number, button: number, boot: number, count: number) =>
      journal.append(
        pressedBody(number, { source: { kind: 'box', boxId: 'GB-1', button, boot, count } }),
      );
    await journal.append(pressedBody(1, { ledgerId: OTHER_LEDGER, eventId: id(99) }));
    await box(1, 0, 6, 40);
    await box(2, 1, 7, 3);
    await box(3, 0, 7, 9);
    await journal.append(pressedBody(4));
    await journal.markStoredThrough(LEDGER, 2);

    const reopened = await journalInMemory({ content: oneSegment(file.syncedBytes()) });

    expect(reopened.reports()).toEqual([]);
    expect(knowledge(reopened.journal)).toEqual(knowledge(journal));
    expect(knowledge(reopened.journal)).toEqual({
      newest: { ledgerId: LEDGER, highest: 4 },
      summary: [
        { ledgerId: OTHER_LEDGER, confirmed: 0, last: 1 },
        { ledgerId: LEDGER, confirmed: 2, last: 4 },
      ],
      boxes: new Map([
        [
          'GB-1',
          {
            boot: 7,
            counts: new Map([
              [1, 3],
              [0, 9],
            ]),
            at: instant(15_000),
          },
        ],
      ]),
    });
  });

  it('does not take the count of a box back when an older event is written later', async () => {
    const { journal, folder } = await journalInMemory();
    const file = folder.segment(1);
    const box = (number: number, boot: number, count: number) =>
      journal.append(
        pressedBody(number, { source: { kind: 'box', boxId: 'GB-1', button: 0, boot, count } }),
      );
    await box(1, 7, 41);
    await box(3, 8, 2);
    await box(2, 7, 42);
    const reopened = await journalInMemory({ content: oneSegment(file.syncedBytes()) });
    const known = new Map([['GB-1', { boot: 8, counts: new Map([[0, 2]]), at: instant(15_000) }]]);
    expect([journal.boxes(), reopened.journal.boxes()]).toEqual([known, known]);
  });

  it('knows which numbers it holds', async () => {
    const { journal } = await journalInMemory();
    await journal.append(pressedBody(2));
    expect([
      journal.holds(LEDGER, 1),
      journal.holds(LEDGER, 2),
      journal.holds(OTHER_LEDGER, 2),
    ]).toEqual([false, true, false]);
  });

  it('gives bodies byte for byte, in order of their numbers, page by page', async () => {
    const { journal } = await journalInMemory();
    for (const number of [1, 3, 4, 2, 5]) {
      await journal.append(pressedBody(number));
    }
    expect([
      await journal.page(LEDGER, 1, 2),
      await journal.page(LEDGER, 3, 2),
      await journal.page(LEDGER, 5, 2),
      await journal.page(OTHER_LEDGER, 1, 2),
    ]).toEqual([
      { bodies: [pressedBody(1), pressedBody(2)], next: 3 },
      { bodies: [pressedBody(3), pressedBody(4)], next: 5 },
      { bodies: [pressedBody(5)], next: null },
      { bodies: [], next: null },
    ]);
  });

  it('gives both events when a number was given twice', async () => {
    const { journal } = await journalInMemory();
    const [first, second] = [pressedBody(1), pressedBody(1, { eventId: id(50) })];
    await journal.append(first);
    await journal.append(second);
    expect(await wholeLedger(journal)).toEqual([first, second]);
  });

  it('cuts a torn last record', async () => {
    const whole = line(1);
    const { journal, folder, reports } = await journalInMemory({
      content: oneSegment(Buffer.concat([whole, line(2).subarray(0, 100)])),
    });
    const file = folder.segment(1);
    expect({
      reports: reports(),
      size: file.syncedBytes().length,
      bodies: await wholeLedger(journal),
    }).toEqual({
      reports: [{ what: 'torn-tail', segment: 1, place: { offset: whole.length, sizeBytes: 100 } }],
      size: whole.length,
      bodies: [pressedBody(1)],
    });
  });

  it('skips and reports a damaged record in the middle, and leaves its bytes', async () => {
    const content = Buffer.concat([line(1), line(2), line(3)]);
    const offset = line(1).length;
    content[offset + 60] = 0x58;
    const { journal, folder, reports } = await journalInMemory({
      content: oneSegment(content),
    });
    const file = folder.segment(1);
    expect({ reports: reports(), bodies: await wholeLedger(journal) }).toEqual({
      reports: [
        {
          what: 'damaged-record',
          segment: 1,
          place: { offset, sizeBytes: line(2).length - 1 },
          detail: 'The checksum does not match.',
        },
      ],
      bodies: [pressedBody(1), pressedBody(3)],
    });
    expect(file.bytes()).toEqual(Uint8Array.from(content));
  });

  it('gets over a megabyte of nothing that a disk put in the middle', async () => {
    const content = Buffer.concat([line(1), new Uint8Array(1_048_576), Buffer.from('\n'), line(2)]);
    const { journal, reports } = await journalInMemory({ content: oneSegment(content) });
    expect({ reports: reports(), bodies: await wholeLedger(journal) }).toEqual({
      reports: [
        {
          what: 'damaged-record',
          segment: 1,
          place: { offset: line(1).length, sizeBytes: 1_048_576 },
          detail: 'The line is longer than any record.',
        },
      ],
      bodies: [pressedBody(1), pressedBody(2)],
    });
  });

  it('says that a record is not kept on a full disk, then keeps the next one whole', async () => {
    const { journal, folder } = await journalInMemory();
    const file = folder.segment(1);
    await journal.append(pressedBody(1));
    file.failNextWrite('ENOSPC: no space left on device, write', 250);
    const refused = await journal.append(pressedBody(2));
    const kept = await journal.append(pressedBody(3));
    const reopened = await journalInMemory({ content: oneSegment(file.syncedBytes()) });
    expect({ refused, kept, reports: reopened.reports() }).toEqual({
      refused: { kept: false, error: 'ENOSPC: no space left on device, write' },
      kept: { kept: true },
      reports: [],
    });
    expect(await wholeLedger(reopened.journal)).toEqual([pressedBody(1), pressedBody(3)]);
  });

  it('takes a record back whose sync failed, even when the file cannot be cut at first', async () => {
    const { journal, folder } = await journalInMemory();
    const file = folder.segment(1);
    file.failNextSync('EIO: i/o error, fdatasync');
    const unsynced = await journal.append(pressedBody(1));
    file.failNextTruncate('EIO: i/o error, ftruncate');
    const uncut = await journal.append(pressedBody(2));
    const kept = await journal.append(pressedBody(3));
    expect([unsynced, uncut, kept]).toEqual([
      { kept: false, error: 'EIO: i/o error, fdatasync' },
      { kept: false, error: 'EIO: i/o error, ftruncate' },
      { kept: true },
    ]);
    const reopened = await journalInMemory({ content: oneSegment(file.bytes()) });
    expect({ reports: reopened.reports(), bodies: await wholeLedger(reopened.journal) }).toEqual({
      reports: [],
      bodies: [pressedBody(3)],
    });
    expect(knowledge(journal)).toEqual(knowledge(reopened.journal));
  });

  it('shares one sync among the appends that arrive during another', async () => {
    const { journal, folder } = await journalInMemory();
    const file = folder.segment(1);
    const release = file.holdSyncs();
    const appends = [1, 2, 3, 4, 5].map((number) => journal.append(pressedBody(number)));
    release();
    const outcomes = await Promise.all(appends);
    expect({ outcomes, syncs: file.syncs() }).toEqual({
      outcomes: Array.from({ length: 5 }, () => ({ kept: true })),
      syncs: 2,
    });
  });

  it('has a lone press on disk when the call returns, where the disk is quick', async () => {
    const { journal, folder } = await journalInMemory({ limits: { atOnceWithinMs: 2 } });
    const appended = journal.append(pressedBody(1));
    expect([journal.newest(), folder.segment(1).syncs()]).toEqual([
      { ledgerId: LEDGER, highest: 1 },
      1,
    ]);
    expect(await appended).toEqual({ kept: true });
  });

  it('writes what comes in one go the other way, with one sync', async () => {
    const { journal, folder } = await journalInMemory({ limits: { atOnceWithinMs: 2 } });
    const release = folder.segment(1).holdSyncs();
    const appends = [1, 2, 3, 4].map((number) => journal.append(pressedBody(number)));
    expect(journal.newest()).toEqual({ ledgerId: LEDGER, highest: 1 });
    release();
    await Promise.all(appends);
    expect([journal.newest(), folder.segment(1).syncs()]).toEqual([
      { ledgerId: LEDGER, highest: 4 },
      3,
    ]);
  });

  it('keeps a press whose quick write failed by the other way, once', async () => {
    const { journal, folder, content } = await journalInMemory({ limits: { atOnceWithinMs: 2 } });
    folder.segment(1).failNextWrite('EIO: i/o error', 100);
    expect(await journal.append(pressedBody(1))).toEqual({ kept: true });
    const again = await journalInMemory({ content: content() });
    expect([again.reports(), again.journal.newest()]).toEqual([
      [],
      { ledgerId: LEDGER, highest: 1 },
    ]);
  });

  it('acknowledges nothing before the sync', async () => {
    const { journal, folder } = await journalInMemory();
    const file = folder.segment(1);
    const release = file.holdSyncs();
    let settled = false;
    const append = journal.append(pressedBody(1)).then((outcome) => {
      settled = true;
      return outcome;
    });
    // Long enough for every step but the sync, which is held.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    const early = { settled, newest: journal.newest() };
    release();
    await append;
    expect([early, { settled, newest: journal.newest() }]).toEqual([
      { settled: false, newest: null },
      { settled: true, newest: { ledgerId: LEDGER, highest: 1 } },
    ]);
  });

  it('writes a mark once, and takes a lower one after the hub was restored', async () => {
    const { journal, folder } = await journalInMemory();
    const file = folder.segment(1);
    await Promise.all([1, 2, 3].map((number) => journal.append(pressedBody(number))));
    await journal.markStoredThrough(LEDGER, 3);
    const sizeAfterMark = file.bytes().length;
    await journal.markStoredThrough(LEDGER, 3);
    const sizeAfterSame = file.bytes().length;
    const afterMark = journal.summary();
    await journal.markStoredThrough(LEDGER, 1);
    expect({
      grew: sizeAfterSame - sizeAfterMark,
      afterMark,
      summary: journal.summary(),
    }).toEqual({
      grew: 0,
      afterMark: [{ ledgerId: LEDGER, confirmed: 3, last: 3 }],
      summary: [{ ledgerId: LEDGER, confirmed: 1, last: 3 }],
    });
  });

  it('finishes what was appended before it closes, and keeps nothing after', async () => {
    const { journal } = await journalInMemory();
    const before = journal.append(pressedBody(1));
    const closing = journal.close();
    const after = journal.append(pressedBody(2));
    await closing;
    expect([await before, await after]).toEqual([
      { kept: true },
      { kept: false, error: 'The journal is closed.' },
    ]);
  });

  it('loses only what was never acknowledged, wherever a power cut leaves the file', async () => {
    const property = fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (groups, cutAt) => {
        const { journal, folder } = await journalInMemory();
        const file = folder.segment(1);
        /** Size of the file when each event was acknowledged. */
        const acknowledged: { number: number; sizeBytes: number }[] = [];
        let number = 0;
        for (const size of groups) {
          const group = Array.from({ length: size }, async () => {
            number += 1;
            const mine = number;
            await journal.append(pressedBody(mine));
            acknowledged.push({ number: mine, sizeBytes: file.syncedBytes().length });
          });
          await Promise.all(group);
        }
        const cutBytes = Math.round(cutAt * file.bytes().length);
        const survivors = oneSegment(file.bytes().subarray(0, cutBytes));
        const reopened = await journalInMemory({ content: survivors });
        const bodies = await wholeLedger(reopened.journal);

        const promised = acknowledged.filter(({ sizeBytes }) => sizeBytes <= cutBytes).length;
        expect(bodies.length).toBeGreaterThanOrEqual(promised);
        expect(bodies).toEqual(bodies.map((_body, index) => pressedBody(index + 1)));

        // And it goes on from there.
        await reopened.journal.append(pressedBody(bodies.length + 1));
        const again = await journalInMemory({ content: reopened.content() });
        expect({
          reports: again.reports(),
          newest: again.journal.newest(),
        }).toEqual({ reports: [], newest: { ledgerId: LEDGER, highest: bodies.length + 1 } });
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });
});
