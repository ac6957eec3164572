import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../../../electron/journal/journal-record.ts';
import { instant, LEDGER, OTHER_LEDGER, pressedBody, START_MS } from '../sample-events.ts';
import type { JournalInMemory } from './journal-in-memory.ts';
import { journalInMemory, LIMITS } from './journal-in-memory.ts';

const LINE_BYTES = encodeRecord({ kind: 'event', body: pressedBody(10) }).length;
/** Sealed after three events. */
const SMALL = { segmentBytes: 3 * LINE_BYTES - 10 };
const LATER = START_MS + LIMITS.keeping.ageMs * 2;

const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_each, index) => first + index);
const bodies = (last: number, first = 1) => upTo(last, first).map((number) => pressedBody(number));

async function append({ journal }: JournalInMemory, numbers: readonly number[]) {
  for (const number of numbers) {
    await journal.append(pressedBody(number));
  }
  // A segment is sealed after its last append was answered.
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}

const all = async ({ journal }: JournalInMemory) => (await journal.page(LEDGER, 1, 1_000)).bodies;

describe('segments of the journal', () => {
  it('follow each other, and a start reads only the newest', async () => {
    const first = await journalInMemory({ limits: SMALL });
    await append(first, upTo(10));
    await first.journal.close();

    const again = await journalInMemory({ content: first.content(), limits: SMALL });
    const read = again.folder.opened();
    expect({
      segments: first.folder.serials(),
      read,
      reports: again.reports(),
      newest: again.journal.newest(),
      bodies: await all(again),
    }).toEqual({
      segments: [1, 2, 3, 4],
      read: [4],
      reports: [],
      newest: { ledgerId: LEDGER, highest: 10 },
      bodies: bodies(10),
    });
  });

  it('need no directory: a start without one reads them all and makes another', async () => {
    const first = await journalInMemory({ limits: SMALL });
    await append(first, upTo(10));
    await first.journal.markStoredThrough(LEDGER, 4);
    const { segments, directory } = first.content();
    const damaged = Uint8Array.from(directory ?? []);
    damaged[40] = 0x58;
    const without = await journalInMemory({ content: { segments, directory: null } });
    const withDamaged = await journalInMemory({ content: { segments, directory: damaged } });
    const after = await journalInMemory({ content: without.content() });
    expect([without, withDamaged, after].map(({ folder }) => folder.opened())).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [4],
    ]);
    expect([without, withDamaged, after].map(({ reports }) => reports())).toEqual([
      [{ what: 'directory-unusable', detail: 'There is none.' }],
      [{ what: 'directory-unusable', detail: 'It is damaged or of another version.' }],
      [],
    ]);
    for (const each of [without, withDamaged, after]) {
      expect([await all(each), each.journal.summary()]).toEqual([
        bodies(10),
        [{ ledgerId: LEDGER, confirmed: 4, last: 10 }],
      ]);
    }
  });

  it('are read again only where the directory is behind', async () => {
    const first = await journalInMemory({ limits: SMALL });
    await append(first, upTo(6));
    const { directory } = first.content();
    await append(first, upTo(12, 7));
    const again = await journalInMemory({
      content: { segments: first.content().segments, directory },
    });
    expect([again.folder.opened(), await all(again)]).toEqual([[3, 4, 5], bodies(12)]);
  });

  it('go on growing when the disk takes no new one, and are followed later', async () => {
    const made = await journalInMemory({ limits: SMALL });
    made.folder.failNextCreates(2, 'EIO: i/o error, open');
    await append(made, upTo(4));
    await append(made, upTo(6, 5));
    expect([made.reports(), made.folder.serials(), await all(made)]).toEqual([
      [
        { what: 'segment-not-begun', detail: 'EIO: i/o error, open' },
        { what: 'segment-not-begun', detail: 'EIO: i/o error, open' },
      ],
      [1, 4],
      bodies(6),
    ]);
  });

  it('are described at the next start when the directory could not be written', async () => {
    const made = await journalInMemory({ limits: SMALL });
    made.folder.failNextDirectory('EIO: i/o error, rename');
    await append(made, upTo(4));
    const again = await journalInMemory({ content: made.content() });
    const third = await journalInMemory({ content: again.content() });
    expect([made.reports(), again.folder.opened(), third.folder.opened()]).toEqual([
      [{ what: 'directory-not-written', detail: 'EIO: i/o error, rename' }],
      [1, 2],
      [2],
    ]);
  });

  it('say what got lost in a sealed one, once, when it is read, and from then on', async () => {
    const first = await journalInMemory({ limits: SMALL });
    await append(first, upTo(10));
    const content = first.content();
    const bytes = Uint8Array.from(content.segments.get(2) ?? []);
    const secondEvent = bytes.length - LINE_BYTES * 2 + 100;
    bytes[secondEvent] = (bytes[secondEvent] ?? 0) ^ 1;
    const segments = new Map(content.segments).set(2, bytes);

    const again = await journalInMemory({ content: { ...content, segments } });
    const before = again.journal.holdings();
    const found = [await all(again), await all(again)];
    const after = [again.reports(), again.journal.holdings(), again.journal.holds(LEDGER, 5)];
    await again.journal.close();
    const third = await journalInMemory({ content: again.content() });
    const missing = [{ from: 5, through: 5 }];
    const left = bodies(10).filter((_body, index) => index !== 4);
    expect([before, found, after, third.journal.holdings(), third.reports()]).toEqual([
      [{ ledgerId: LEDGER, highest: 10, missing: [] }],
      [left, left],
      [
        [{ what: 'segment-damaged', segment: 2, events: 1 }],
        [{ ledgerId: LEDGER, highest: 10, missing }],
        false,
      ],
      [{ ledgerId: LEDGER, highest: 10, missing }],
      [],
    ]);
  });

  it('are read at the start when they have another size than the directory says', async () => {
    const first = await journalInMemory({ limits: SMALL });
    await append(first, upTo(10));
    const { segments, directory } = first.content();
    const bytes = segments.get(2) ?? new Uint8Array(0);
    const cut = new Map(segments).set(2, bytes.slice(0, -100));
    const again = await journalInMemory({ content: { segments: cut, directory } });
    const missing = [{ from: 6, through: 6 }];
    expect([again.folder.opened(), again.reports(), again.journal.holdings()]).toEqual([
      [2, 4],
      [
        {
          what: 'damaged-record',
          segment: 2,
          place: { offset: bytes.length - LINE_BYTES + 1, sizeBytes: LINE_BYTES - 101 },
          detail: 'The segment ends within a record.',
        },
      ],
      [{ ledgerId: LEDGER, highest: 10, missing }],
    ]);
  });

  it('that somebody took away are missing from the holdings', async () => {
    const first = await journalInMemory({ limits: SMALL });
    await append(first, upTo(10));
    const { segments, directory } = first.content();
    const left = new Map([...segments].filter(([serial]) => serial !== 2));
    const again = await journalInMemory({ content: { segments: left, directory } });
    const reports = again.reports();
    await again.folder.remove(3);
    expect([
      reports,
      again.journal.holdings(),
      await all(again),
      again.reports(),
      again.journal.holdings(),
    ]).toEqual([
      [{ what: 'segment-missing', segment: 2 }],
      [{ ledgerId: LEDGER, highest: 10, missing: [{ from: 4, through: 6 }] }],
      [...bodies(3), pressedBody(10)],
      [{ what: 'segment-missing', segment: 3 }],
      [{ ledgerId: LEDGER, highest: 10, missing: [{ from: 4, through: 9 }] }],
    ]);
  });

  it('never lose the end of a ledger when the newest one is gone', async () => {
    const first = await journalInMemory({ limits: SMALL });
    await append(first, upTo(6));
    const { segments, directory } = first.content();
    const left = new Map([...segments].filter(([serial]) => serial < 3));
    const again = await journalInMemory({ content: { segments: left, directory } });
    await append(again, [7]);
    expect([again.reports(), again.folder.serials(), await all(again)]).toEqual([
      [{ what: 'segment-missing', segment: 3 }],
      [1, 2, 3],
      bodies(7),
    ]);
  });
});

describe('removing segments', () => {
  const keeping = { events: 4, ageMs: LIMITS.keeping.ageMs };

  async function removing(parts: {
    mark: number;
    wallMs: number;
    events?: number;
  }): Promise<JournalInMemory> {
    const made = await journalInMemory({
      limits: { ...SMALL, keeping: { ...keeping, events: parts.events ?? keeping.events } },
      wallMs: () => parts.wallMs,
    });
    const box = { kind: 'box', boxId: 'GB-1', button: 0, boot: 7, count: 41 } as const;
    await made.journal.append(pressedBody(1, { ledgerId: OTHER_LEDGER, source: box }));
    await append(made, upTo(5));
    await made.journal.markStoredThrough(OTHER_LEDGER, 1);
    await made.journal.markStoredThrough(LEDGER, parts.mark);
    await append(made, upTo(15, 6));
    await made.journal.close();
    return made;
  }

  it.each([
    ['old and with the hub', { mark: 15, wallMs: LATER }, [4, 5, 6]],
    ['young', { mark: 15, wallMs: START_MS }, [1, 2, 3, 4, 5, 6]],
    ['old by a clock that is dead', { mark: 15, wallMs: 0 }, [1, 2, 3, 4, 5, 6]],
    ['among the newest', { mark: 15, wallMs: LATER, events: 100 }, [1, 2, 3, 4, 5, 6]],
    ['not yet with the hub', { mark: 0, wallMs: LATER }, [1, 2, 3, 4, 5, 6]],
    ['partly with the hub', { mark: 4, wallMs: LATER }, [2, 3, 4, 5, 6]],
  ])('takes those that are old and with the hub: %s', async (_which, parts, left) => {
    const made = await removing(parts);
    expect(made.folder.serials()).toEqual(left);
  });

  it('leaves no trace in what is known but the bodies, with and without a directory', async () => {
    const made = await removing({ mark: 15, wallMs: LATER });
    const { segments } = made.content();
    const known = (of: JournalInMemory) => ({
      summary: of.journal.summary(),
      holdings: of.journal.holdings(),
      boxes: of.journal.boxes(),
      newest: of.journal.newest(),
    });
    const again = await journalInMemory({ content: made.content() });
    const without = await journalInMemory({ content: { segments, directory: null } });
    const expected = {
      summary: [
        { ledgerId: OTHER_LEDGER, confirmed: 1, last: 1 },
        { ledgerId: LEDGER, confirmed: 15, last: 15 },
      ],
      holdings: [
        { ledgerId: OTHER_LEDGER, highest: 1, missing: [] },
        { ledgerId: LEDGER, highest: 15, missing: [] },
      ],
      boxes: new Map([['GB-1', { boot: 7, counts: new Map([[0, 41]]), at: instant(5_000) }]]),
      newest: { ledgerId: LEDGER, highest: 15 },
    };
    expect([known(made), known(again), known(without)]).toEqual([expected, expected, expected]);
    expect([again.reports(), await all(again)]).toEqual([[], bodies(15, 9)]);
  });

  it('claims nothing that was removed when the hub comes back from an old backup', async () => {
    const made = await removing({ mark: 15, wallMs: LATER });
    const again = await journalInMemory({ content: made.content() });
    await again.journal.markStoredThrough(LEDGER, 2);
    expect([again.journal.holdings().at(1), await again.journal.page(LEDGER, 3, 5)]).toEqual([
      { ledgerId: LEDGER, highest: 15, missing: [{ from: 3, through: 8 }] },
      { bodies: bodies(13, 9), next: 14 },
    ]);
  });

  it('trusts no mark after a damaged record, until the hub is heard again', async () => {
    const first = await journalInMemory({ limits: { keeping } });
    await append(first, upTo(3));
    await first.journal.markStoredThrough(LEDGER, 3);
    const { length } = first.folder.segment(1).bytes();
    await first.journal.markStoredThrough(LEDGER, 1);
    const bytes = Uint8Array.from(first.folder.segment(1).bytes());
    bytes[length] = 0x58;
    const limits = { ...SMALL, keeping };
    const again = await journalInMemory({
      content: { segments: new Map([[1, bytes]]), directory: null },
      limits,
      wallMs: () => LATER,
    });
    await append(again, upTo(13, 4));
    const doubted = again.folder.serials();
    await again.journal.markStoredThrough(LEDGER, 3);
    await append(again, upTo(19, 14));
    expect([doubted.includes(1), again.folder.serials().includes(1)]).toEqual([true, false]);
  });
});
