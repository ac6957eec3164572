import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../../../contract/event-body.ts';
import { decodeLine, encodeRecord } from '../../../../electron/journal/journal-record.ts';
import { createLineScanner } from '../../../../electron/journal/line-scanner.ts';
import { instant, LEDGER, pressedBody } from '../sample-events.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('journal record', () => {
  it('is a checksum, a blank and the JSON on one line', () => {
    // The check value of CRC-32 as its catalogues print it.
    const line = encodeRecord({ kind: 'event', body: '123456789' as EventBody });
    expect(text(line)).toBe('cbf43926 123456789\n');
  });

  it('holds a mark as JSON of its own', () => {
    const line = encodeRecord({ kind: 'stored-through', ledgerId: LEDGER, number: 7 });
    expect(text(line).slice(9)).toBe(`{"storedThrough":{"ledgerId":"${LEDGER}","number":7}}\n`);
  });

  it('reads back an event with what the journal has to know of it', () => {
    const body = pressedBody(3, {
      source: { kind: 'box', boxId: 'GB-é', button: 2, boot: 5, count: 11 },
    });
    expect(decodeLine(encodeRecord({ kind: 'event', body }).subarray(0, -1))).toEqual({
      ok: true,
      record: {
        kind: 'event',
        body,
        ledgerId: LEDGER,
        number: 3,
        at: instant(15_000),
        box: { boxId: 'GB-é', button: 2, boot: 5, count: 11, at: instant(15_000) },
      },
    });
  });

  it('reads back what a segment begins with', () => {
    const memory = {
      boot: 7,
      counts: new Map([
        [0, 41],
        [2, 3],
      ]),
      at: instant(15_000),
      ledgerId: LEDGER,
      number: 3,
    };
    const records = [
      {
        kind: 'ledger',
        ledgerId: LEDGER,
        highest: 9,
        storedThrough: 4,
        markSure: true,
        newest: true,
      },
      { kind: 'box', boxId: 'GB-1', memory },
    ] as const;
    expect(records.map((record) => decodeLine(encodeRecord(record).subarray(0, -1)))).toEqual(
      records.map((record) => ({ ok: true, record })),
    );
  });

  it.each([
    ['no object', '7'],
    ['no JSON', '{'],
    ['an event without a ledger', '{"number":1}'],
    ['a number below 1', pressedBody(1).replace('"number":1', '"number":0')],
    ['a moment that is none', pressedBody(1).replace('"monotonicMs":5000', '"monotonicMs":-1')],
    ['a mark with more to it', '{"storedThrough":{"ledgerId":"x","number":1,"more":1}}'],
  ])('refuses %s, however right its checksum', (_what, json) => {
    const line = encodeRecord({ kind: 'event', body: json as EventBody });
    expect(decodeLine(line.subarray(0, -1)).ok).toBe(false);
  });

  it('takes an event of a newer version whose source it does not know', () => {
    const body = pressedBody(1).replace('{"kind":"touch"}', '{"kind":"box","lid":1}') as EventBody;
    expect(decodeLine(encodeRecord({ kind: 'event', body }).subarray(0, -1))).toMatchObject({
      ok: true,
      record: { number: 1, box: null },
    });
  });

  it('notices any changed byte', () => {
    const line = encodeRecord({ kind: 'event', body: pressedBody(1) }).subarray(0, -1);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: line.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, change) => {
          const damaged = Uint8Array.from(line);
          damaged[at] = (damaged[at] ?? 0) ^ change;
          expect(decodeLine(damaged).ok).toBe(false);
        },
      ),
    );
  });

  it('refuses a body of more than one line', () => {
    expect(() => encodeRecord({ kind: 'event', body: '{\n}' as EventBody })).toThrow(RangeError);
  });
});

describe('line scanner', () => {
  it('finds the same lines however the file is cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{0,12}$/), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (lines, sizes) => {
          const file = Buffer.from(lines.map((line) => `${line}\n`).join('') + 'torn');
          const scanner = createLineScanner(8);
          const found: (string | null)[] = [];
          let position = 0;
          for (let turn = 0; position < file.length; turn += 1) {
            const chunk = file.subarray(position, position + (sizes[turn % sizes.length] ?? 1));
            found.push(...scanner.push(chunk).map(({ bytes }) => bytes && text(bytes)));
            position += chunk.length;
          }
          expect({ found, end: scanner.endOfLastLine() }).toEqual({
            found: lines.map((line) => (line.length > 8 ? null : line)),
            end: file.length - 4,
          });
        },
      ),
    );
  });
});
