import * as fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  boolArray,
  byteaArray,
  float8Array,
  int8Array,
  textArray,
  uuidArray,
} from '../../../hub/database/array-parameter.ts';
import { storableText } from '../../../hub/database/storable-text.ts';

const client = new Client({ connectionString: inject('clusterUrl') });

beforeAll(() => client.connect());
afterAll(() => client.end());

const list = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> =>
  fc.array(fc.option(each), { maxLength: 12 });

describe('Lists as binary parameters', () => {
  it('are read by PostgreSQL as what they were', async () => {
    await fc.assert(
      fc.asyncProperty(
        list(fc.uuid()),
        list(fc.maxSafeNat()),
        // The driver reads negative zero as zero.
        list(fc.double({ noNaN: true }).map((each) => each + 0)),
        list(fc.boolean()),
        list(fc.string({ unit: 'binary' }).map(storableText)),
        list(fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('hex'))),
        async (uuids, whole, real, yes, texts, bytes) => {
          const { rows } = await client.query<Record<string, unknown>>(
            `select $1::uuid[] as uuids, $2::bigint[]::text[] as whole, $3::double precision[] as real,
               $4::boolean[] as yes, $5::text[] as texts, $6::bytea[] as bytes`,
            [
              uuidArray(uuids),
              int8Array(whole),
              float8Array(real),
              boolArray(yes),
              textArray(texts),
              byteaArray(bytes),
            ],
          );
          expect(rows).toEqual([
            {
              uuids,
              whole: whole.map((each) => each?.toString() ?? null),
              real,
              yes,
              texts,
              bytes: bytes.map((each) => (each === null ? null : Buffer.from(each, 'hex'))),
            },
          ]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
