/**
 * Lists as parameters, in PostgreSQL's binary form (`array_send` in its source, `utils/adt/arrayfuncs.c`). The driver
 * sends a Buffer as binary; the statement names the type, as in `$1::uuid[]`. Beside text this spares quoting and
 * escaping here, and reading them there: with many rows, most of what an insert costs.
 */

/** Object ids of element types (`pg_type.dat`). */
const OID = { bool: 16, bytea: 17, int8: 20, text: 25, float8: 701, uuid: 2950 } as const;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

/** UUIDs with dashes, of any case. */
export function uuidArray(values: readonly (string | null)[]): Buffer {
  return fixedArray(OID.uuid, 16, values, writeUuid);
}

/** Whole numbers from 0 to 2^53 - 1. */
export function int8Array(values: readonly (number | null)[]): Buffer {
  return fixedArray(OID.int8, 8, values, (array, value, at) => {
    array.writeUInt32BE(Math.floor(value / 0x1_0000_0000), at);
    array.writeUInt32BE(value % 0x1_0000_0000, at + 4);
  });
}

export function float8Array(values: readonly (number | null)[]): Buffer {
  return fixedArray(OID.float8, 8, values, (array, value, at) => {
    array.writeDoubleBE(value, at);
  });
}

export function boolArray(values: readonly (boolean | null)[]): Buffer {
  return fixedArray(OID.bool, 1, values, (array, value, at) => {
    array[at] = value ? 1 : 0;
  });
}

/** Texts that PostgreSQL can hold; see `storableText`. */
export function textArray(values: readonly (string | null)[]): Buffer {
  const lengths = values.map((value) => (value === null ? NULL_LENGTH : Buffer.byteLength(value)));
  return variableArray(OID.text, lengths, (array, index, at, length) => {
    array.write(values[index] ?? '', at, length, 'utf8');
  });
}

/** Bytes in hexadecimal. */
export function byteaArray(values: readonly (string | null)[]): Buffer {
  const lengths = values.map((value) => (value === null ? NULL_LENGTH : value.length / 2));
  return variableArray(OID.bytea, lengths, (array, index, at, length) => {
    array.write(values[index] ?? '', at, length, 'hex');
  });
}

function fixedArray<T>(
  oid: number,
  width: number,
  values: readonly (T | null)[],
  write: (array: Buffer, value: T, at: number) => void,
): Buffer {
  const array = startArray(oid, values.length, values.length * (LENGTH_BYTES + width));
  let at = HEADER_BYTES;
  for (const value of values) {
    array.writeInt32BE(value === null ? NULL_LENGTH : width, at);
    at += LENGTH_BYTES;
    if (value !== null) {
      write(array, value, at);
      at += width;
    }
  }
  return array.subarray(0, at);
}

function variableArray(
  oid: number,
  lengths: readonly number[],
  write: (array: Buffer, index: number, at: number, length: number) => void,
): Buffer {
  const bytes = lengths.reduce((sum, length) => sum + LENGTH_BYTES + Math.max(0, length), 0);
  const array = startArray(oid, lengths.length, bytes);
  let at = HEADER_BYTES;
  for (const [index, length] of lengths.entries()) {
    array.writeInt32BE(length, at);
    at += LENGTH_BYTES;
    if (length > 0) {
      write(array, index, at, length);
      at += length;
    }
  }
  return array;
}

/** Dimensions, whether there may be nulls, element type; then length and lower bound of the one dimension. */
function startArray(oid: number, length: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(HEADER_BYTES + bytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(1, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}

const DASH = '-'.codePointAt(0);

function writeUuid(array: Buffer, uuid: string, start: number): void {
  let at = start;
  for (let index = 0; index < 36; index += 2) {
    if (uuid.charCodeAt(index) === DASH) {
      index += 1;
    }
    array[at] = (digit(uuid.charCodeAt(index)) << 4) | digit(uuid.charCodeAt(index + 1));
    at += 1;
  }
}

/** 0–9 are 0x30 to 0x39, A–F 0x41 to 0x46, a–f 0x61 to 0x66. */
function digit(code: number): number {
  return (code & 0xf) + (code > 0x39 ? 9 : 0);
}
