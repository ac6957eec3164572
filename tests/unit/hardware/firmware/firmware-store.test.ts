import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { crc16 } from '../../../../hardware/protocol/crc16.ts';
import { ascii, compileFirmwareCore, type FirmwareCore, hex } from './firmware-core.ts';

/** Where the ring of start counters begins. */
const BOOT_PLACES_AT = 0xb0;

let core: FirmwareCore;
beforeAll(async () => {
  core = await compileFirmwareCore();
}, 120_000);

/** The start counters told. */
const boots = (...commands: readonly string[]): number[] =>
  core
    .run(commands)
    .filter((line) => line.startsWith('boot'))
    .map((line) => Number(line.slice(5)));

describe('the start counter of the firmware', () => {
  it('begins at 1 in an erased memory and rises at every start', () => {
    const starts = Array.from({ length: 500 }, () => 'boot');
    expect(boots('store', ...starts)).toEqual(starts.map((_, index) => index + 1));
  });

  it('is spread over the memory, so that no cell wears out', () => {
    const places = 141;
    const images = core
      .run(['store', ...Array.from({ length: 2 * places + 1 }, () => ['boot', 'image']).flat()])
      .filter((line) => line.startsWith('image'))
      .map((line) => Buffer.from(line.slice(6), 'hex'));
    const writtenAt = images.slice(1).map((image, index) => {
      const changed = [...image.keys()].filter((at) => image[at] !== images[index]?.[at]);
      return Math.floor((Math.min(...changed) - BOOT_PLACES_AT) / 6);
    });
    expect(new Set(writtenAt).size).toBe(places);
    expect(writtenAt.slice(places)).toEqual(writtenAt.slice(0, places));
  });

  it('rises by one over a start whose power failed at any moment of the writing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
        (before, cuts) => {
          const told = boots(
            'store',
            ...Array.from({ length: before }, () => 'boot'),
            ...cuts.flatMap((cut) => [`cut ${cut}`, 'boot', 'on']),
            'boot',
            'boot',
          ).slice(before);
          // A start that was cut off had sent nothing yet, so its number may be used again; not if the byte that power
          // failed at was to hold what it holds erased. One that was written through may not, and no number ever falls.
          expect(told[0]).toBe(before + 1);
          const rises = told.slice(1).map((boot, index) => boot - (told[index] ?? Number.NaN));
          expect(
            rises.filter((rise, index) => rise !== 1 && !(rise === 0 && (cuts[index] ?? 7) <= 6)),
          ).toEqual([]);
        },
      ),
      { numRuns: 60, examples: [[124, [6]]] },
    );
  });

  it('passes over worn cells', () => {
    const worn = Array.from({ length: 20 }, (_, index) => `worn ${BOOT_PLACES_AT + index}`);
    const starts = Array.from({ length: 320 }, () => 'boot');
    expect(boots('store', ...worn, ...starts)).toEqual(starts.map((_, index) => index + 1));
  });

  it('takes whatever the memory holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1_024, maxLength: 1_024 }), (image) => {
        const [first = 0, second] = boots(`store ${hex(image)}`, 'boot', 'boot');
        expect(second).toBe(first + 1);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the serial number of the firmware', () => {
  /** One copy of it, as long as the place it has; `spoil` makes its CRC wrong. */
  const copy = (text: string, spoil = 0): string => {
    const counted = Uint8Array.of(text.length, ...Buffer.from(text, 'latin1'));
    const crc = crc16(counted) ^ spoil;
    const record = [text.length, crc & 0xff, crc >> 8, ...counted.subarray(1)];
    return hex(Uint8Array.from(record)).padEnd(160, '0');
  };
  const erased = 'ff'.repeat(80);
  const stored = (first: string, second: string): string =>
    `store ${'ff'.repeat(0x10)}${first}${second}`;

  it.each(['G', 'GB-0042', `GB-${'x'.repeat(61)}`])('is read as it was written: %s', (text) => {
    expect(core.run([stored(copy(text), copy(text)), 'serial'])).toEqual([`serial ${ascii(text)}`]);
  });

  it('is read from the other copy when one of them is damaged, wherever that is', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 9 }),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        (at, change, first) => {
          const image = Buffer.from(copy('GB-0042').repeat(2), 'hex');
          const spoiledAt = at + (first ? 0 : 80);
          image[spoiledAt] = (image[spoiledAt] ?? 0) ^ change;
          expect(core.run([stored(hex(image), ''), 'serial'])).toEqual([
            `serial ${ascii('GB-0042')}`,
          ]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['an erased memory', 'store', 'blank-serial'],
    ['zeros', `store ${'00'.repeat(1_024)}`, 'damaged-serial'],
    ['a CRC that is wrong', stored(copy('GB-0042', 0x0100), erased), 'damaged-serial'],
    ['two CRCs that are wrong', stored(copy('G', 1), copy('G', 1)), 'damaged-serial'],
    ['an erased copy before a damaged', stored(erased, copy('G', 1)), 'damaged-serial'],
    ['a text that is not ASCII', stored(copy('GB-\u00e9'), erased), 'damaged-serial'],
    ['a text that is too long', stored(copy('x'.repeat(65)), erased), 'damaged-serial'],
  ])('is not taken from %s, and told from never written', (_, store, expected) => {
    expect(core.run([store, 'serial'])).toEqual([expected]);
  });
});
