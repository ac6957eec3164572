import { describe, expect, it } from 'vitest';
import { freezeEvent } from '../../../../contract/event-body.ts';
import { MAX_BATCH_BYTES } from '../../../../contract/protocol/events.ts';
import { MAX_SEALED_LENGTH } from '../../../../contract/sealing.ts';
import { readBody } from '../../../../renderer/outbox/entry.ts';
import { fillBatch } from '../../../../renderer/sync/batch.ts';
import { pressedEvent } from '../../../support/event-maker.ts';

const ENTRIES = Array.from(
  { length: 600 },
  (_, index) => readBody(freezeEvent(pressedEvent({ number: index + 1 }))).entry,
);
/** As a later version might freeze it: in letters of three bytes each. */
const FOREIGN = ENTRIES.map((entry) => ({
  ...entry,
  body: entry.body.replaceAll('e', '€') as typeof entry.body,
}));

/** As large as what a visitor wrote can get. */
const SEALED = ENTRIES.map(({ id, ledgerId, number }) => {
  const { v, at } = pressedEvent();
  const sha256 = 'a'.repeat(64);
  const jwe = 'x'.repeat(MAX_SEALED_LENGTH);
  return readBody(freezeEvent({ v, id, ledgerId, number, at, type: 'sealed', sha256, jwe })).entry;
});

const ROOM_BYTES = MAX_BATCH_BYTES - 24 * 1024;

describe('a batch', () => {
  it('holds the JSON of its entries and nothing else of them', () => {
    const { entries, json } = fillBatch(ENTRIES, 3);
    expect(entries).toEqual(ENTRIES.slice(0, 3));
    expect(JSON.parse(json)).toEqual(entries.map(({ id, body }) => ({ id, body })));
    expect(fillBatch([], 3)).toEqual({ entries: [], json: '[]' });
  });

  it.each([
    ['plain letters', ENTRIES],
    ['foreign letters', FOREIGN],
    ['sealed words', SEALED],
  ])('is as full as the hub allows and no fuller, in bytes: %s', (_, all) => {
    const { entries, json } = fillBatch(all, 600);
    const sizeBytes = Buffer.byteLength(json);
    const oneMore = Buffer.byteLength(JSON.stringify(all[entries.length])) + 1;
    expect(entries.length).toBeLessThan(600);
    expect(sizeBytes).toBeLessThanOrEqual(ROOM_BYTES);
    expect(sizeBytes + oneMore).toBeGreaterThan(ROOM_BYTES);
  });

  it('takes one event however large it is: a batch can get no smaller', () => {
    const [first] = ENTRIES;
    const huge = first === undefined ? [] : [{ ...first, body: '"'.repeat(300_000) as never }];
    expect(fillBatch([...huge, ...ENTRIES], 500).entries).toHaveLength(1);
  });
});
