import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { DexieOutbox } from '../../../../renderer/outbox/dexie-outbox.ts';
import { readBody } from '../../../../renderer/outbox/entry.ts';
import { pressedBody } from '../../../support/event-maker.ts';
import { recordedEntry } from '../../../support/recorded-entry.ts';

const LEDGER = '019a0000-0000-7000-8000-00000000000a';

it('opens an outbox of the first version with everything it queued and was told', async () => {
  const first = new Dexie('of-the-first-version');
  first.version(1).stores({
    events: '[ledgerId+number], [ledgerId+urgentNumber]',
    ledgers: 'ledgerId',
    parked: '[ledgerId+number]',
  });
  await first
    .table('events')
    .bulkAdd(
      [1, 2, 3, 4, 5, 6].map((number) => readBody(pressedBody({ ledgerId: LEDGER, number })).entry),
    );
  await first.table('ledgers').add({
    ledgerId: LEDGER,
    watermark: { mark: 2, above: [4, 5], reopened: [1] },
    answeredThrough: 5,
  });
  first.close();

  const outbox = await DexieOutbox.open('of-the-first-version');
  expect((await outbox.queuedAfter(null, 500)).map(({ number }) => number)).toEqual([1, 3, 6]);
  expect(await outbox.books()).toEqual([
    { ledgerId: LEDGER, made: 6, mark: 2, queued: 3, oldestQueued: 1, parked: [], gap: null },
  ]);
  expect(await outbox.lacksFrom(LEDGER, 6)).toBeNull();
  expect((await recordedEntry(outbox, LEDGER)).number).toBe(7);
  outbox.close();
});
