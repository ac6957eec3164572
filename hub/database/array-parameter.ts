import { releaseMemory } from '../release-memory.ts';

/**
 * Lists as parameters, in PostgreSQL's binary form (`array_send` in its source, `utils/adt/arrayfuncs.c`). The driver
 * sends a Buffer as binary; the statement names the type, as in `$1::uuid[]`. Beside text this spares quoting and
 * escaping here, and reading them there: with many rows, most of what an insert costs.
 *
 * A list is laid out as its elements come, so that nobody has to keep them until all are there.
 */

/** Object ids of element types (`pg_type.dat`). */
const OID = { int8: 20, int4: 23, text: 25, float8: 701, uuid: 2950 } as const;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
/** UTF-8 of one UTF-16 code unit. */
const MAX_UNIT_BYTES = 3;

abstract class ArrayParameter<T> {
  protected bytes: Buffer;
  protected view: DataView;
  protected at = HEADER_BYTES;
  readonly #oid: number;
  #length = 0;

  /** @param expectedBytes of all elements, without their lengths. */
  protected constructor(oid: number, expected: number, expectedBytes: number) {
    this.#oid = oid;
    this.bytes = Buffer.allocUnsafe(HEADER_BYTES + expected * LENGTH_BYTES + expectedBytes);
    this.view = viewOf(this.bytes);
  }

  add(value: T | null): void {
    this.#length += 1;
    if (value === null) {
      this.reserve(LENGTH_BYTES);
      this.view.setInt32(this.at, NULL_LENGTH);
      this.at += LENGTH_BYTES;
    } else {
      this.write(value);
    }
  }

  /** The parameter. It is the list's own memory, so nothing may be added any more. */
  finish(): Buffer {
    // Dimensions, whether there may be nulls, element type; then length and lower bound of the one dimension.
    this.view.setInt32(0, 1);
    this.view.setInt32(4, 1);
    this.view.setInt32(8, this.#oid);
    this.view.setInt32(12, this.#length);
    this.view.setInt32(16, 1);
    return this.bytes.subarray(0, this.at);
  }

  /** Nobody may use the list, or the parameter it was, any more. */
  release(): void {
    releaseMemory(this.bytes);
  }

  protected abstract write(value: T): void;

  protected reserve(bytes: number): void {
    const needed = this.at + bytes;
    if (needed > this.bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.bytes.length));
      this.bytes.copy(grown, 0, 0, this.at);
      this.bytes = grown;
      this.view = viewOf(grown);
    }
  }
}

abstract class FixedWidthArray<T> extends ArrayParameter<T> {
  readonly #width: number;

  protected constructor(oid: number, width: number, expected: number) {
    super(oid, expected, expected * width);
    this.#width = width;
  }

  protected override write(value: T): void {
    this.reserve(LENGTH_BYTES + this.#width);
    this.view.setInt32(this.at, this.#width);
    this.put(value, this.at + LENGTH_BYTES);
    this.at += LENGTH_BYTES + this.#width;
  }

  protected abstract put(value: T, at: number): void;
}

/** UUIDs with dashes, of any case. */
export class UuidArray extends FixedWidthArray<string> {
  constructor(expected: number) {
    super(OID.uuid, 16, expected);
  }

  protected override put(uuid: string, start: number): void {
    const { bytes } = this;
    let at = start;
    for (let index = 0; index < 36; index += 2) {
      if (uuid.charCodeAt(index) === DASH) {
        index += 1;
      }
      bytes[at] = (digit(uuid.charCodeAt(index)) << 4) | digit(uuid.charCodeAt(index + 1));
      at += 1;
    }
  }
}

/** Whole numbers of 32 bits. */
export class Int4Array extends FixedWidthArray<number> {
  constructor(expected: number) {
    super(OID.int4, 4, expected);
  }

  protected override put(value: number, at: number): void {
    this.view.setInt32(at, value);
  }
}

/** Whole numbers from 0 to 2^53 - 1. */
export class Int8Array extends FixedWidthArray<number> {
  constructor(expected: number) {
    super(OID.int8, 8, expected);
  }

  protected override put(value: number, at: number): void {
    this.view.setUint32(at, Math.floor(value / 0x1_0000_0000));
    this.view.setUint32(at + 4, value % 0x1_0000_0000);
  }
}

export class Float8Array extends FixedWidthArray<number> {
  constructor(expected: number) {
    super(OID.float8, 8, expected);
  }

  protected override put(value: number, at: number): void {
    this.view.setFloat64(at, value);
  }
}

/** Texts that PostgreSQL can hold; see `storableText`. */
export class TextArray extends ArrayParameter<string> {
  /** @param expectedBytes of all texts; where they take more, the list grows. */
  constructor(expected: number, expectedBytes: number) {
    super(OID.text, expected, expectedBytes);
  }

  protected override write(text: string): void {
    const most = LENGTH_BYTES + text.length * MAX_UNIT_BYTES;
    if (this.at + most > this.bytes.length) {
      this.reserve(LENGTH_BYTES + Buffer.byteLength(text));
    }
    const length = this.bytes.write(text, this.at + LENGTH_BYTES);
    this.view.setInt32(this.at, length);
    this.at += LENGTH_BYTES + length;
  }

  /** The UTF-8 of the element that was added as the `index`th, from 0; none for null. */
  bytesAt(index: number): Buffer {
    let at = HEADER_BYTES;
    for (let passed = 0; passed < index; passed += 1) {
      at += LENGTH_BYTES + Math.max(0, this.view.getInt32(at));
    }
    const length = Math.max(0, this.view.getInt32(at));
    return this.bytes.subarray(at + LENGTH_BYTES, at + LENGTH_BYTES + length);
  }
}

const DASH = '-'.codePointAt(0);

/** 0–9 are 0x30 to 0x39, A–F 0x41 to 0x46, a–f 0x61 to 0x66. */
function digit(code: number): number {
  return (code & 0xf) + (code > 0x39 ? 9 : 0);
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
