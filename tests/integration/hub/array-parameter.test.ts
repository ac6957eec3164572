import * as fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  Float8Array,
  Int4Array,
  Int8Array,
  TextArray,
  UuidArray,
} from '../../../hub/database/array-parameter.ts';
import { storableText } from '../../../hub/database/storable-text.ts';

const client = new Client({ connectionString: inject('clusterUrl') });

beforeAll(() => client.connect());
afterAll(() => client.end());

const list = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> =>
  fc.array(fc.option(each), { maxLength: 12 });

function filled<T>(
  array: { add(value: T | null): void; finish(): Buffer },
  values: readonly (T | null)[],
): Buffer {
  for (const value of values) {
    array.add(value);
  }
  return array.finish();
}

describe('Lists as binary parameters', () => {
  it('are read by PostgreSQL as what they were, however many were expected', async () => {
    await fc.assert(
      fc.asyncProperty(
        list(fc.uuid()),
        list(fc.maxSafeNat()),
        list(fc.integer()),
        // The driver reads negative zero as zero.
        list(fc.double({ noNaN: true }).map((each) => each + 0)),
        list(fc.string({ unit: 'binary' }).map(storableText)),
        fc.nat(12),
        async (uuids, whole, small, real, texts, expected) => {
          const { rows } = await client.query<Record<string, unknown>>(
            `select $1::uuid[] as uuids, $2::bigint[]::text[] as whole, $3::int[] as small,
               $4::double precision[] as real, $5::text[] as texts`,
            [
              filled(new UuidArray(expected), uuids),
              filled(new Int8Array(expected), whole),
              filled(new Int4Array(expected), small),
              filled(new Float8Array(expected), real),
              filled(new TextArray(expected, 4 * expected), texts),
            ],
          );
          expect(rows).toEqual([
            { uuids, whole: whole.map((each) => each?.toString() ?? null), small, real, texts },
          ]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('tell the bytes of each text', () => {
    const array = new TextArray(0, 0);
    const texts = ['a', null, '', 'é€😀', 'x'.repeat(500)];
    for (const text of texts) {
      array.add(text);
    }
    expect(texts.map((_, index) => array.bytesAt(index).toString())).toEqual(
      texts.map((text) => text ?? ''),
    );
  });
});
