import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exchangeMs,
  findAnswer,
  framePauseMs,
  hasModbusCrc,
  modbusCrc,
  type ModbusRequest,
  unfinishedAnswer,
} from '../../../../hardware/drivers/modbus-frame.ts';

const READ: ModbusRequest = {
  kind: 'read',
  unit: 0x11,
  table: 'discrete-inputs',
  first: 0xc4,
  count: 22,
};
const WRITE: ModbusRequest = { kind: 'write', unit: 0x11, coil: 0xac, on: true };

function framed(...body: readonly number[]): Uint8Array {
  const crc = modbusCrc(Uint8Array.from(body));
  return Uint8Array.of(...body, crc & 0xff, crc >>> 8);
}

function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const ANSWER = framed(0x11, 0x02, 3, 0xac, 0xdb, 0x35);

describe('modbusCrc', () => {
  it('gives the check value of CRC-16/MODBUS, low byte first on the line', () => {
    expect(modbusCrc(Buffer.from('123456789'))).toBe(0x4b37);
    expect(hasModbusCrc(Uint8Array.of(...Buffer.from('123456789'), 0x37, 0x4b))).toBe(true);
    expect(hasModbusCrc(Uint8Array.of(...Buffer.from('123456789'), 0x4b, 0x37))).toBe(false);
  });
});

describe('findAnswer', () => {
  it('finds the answer to a read and to a write, and an exception', () => {
    expect(findAnswer(ANSWER, READ)).toEqual(ANSWER);
    const written = framed(0x11, 0x05, 0x00, 0xac, 0xff, 0x00);
    expect(findAnswer(written, WRITE)).toEqual(written);
    const exception = framed(0x11, 0x82, 2);
    expect(findAnswer(exception, READ)).toEqual(exception);
  });

  it('waits for the rest of an answer', () => {
    for (let length = 0; length < ANSWER.length; length += 1) {
      expect(findAnswer(ANSWER.subarray(0, length), READ)).toBeNull();
      expect(unfinishedAnswer(ANSWER.subarray(0, length), READ)).toEqual(
        ANSWER.subarray(0, length),
      );
    }
  });

  it("passes over another unit's late answer, a wrong CRC and an echo of the request", () => {
    const otherUnit = framed(0x12, 0x02, 3, 0, 0, 0);
    const otherFunction = framed(0x11, 0x01, 3, 0, 0, 0);
    const otherCoil = framed(0x11, 0x05, 0x00, 0xad, 0xff, 0x00);
    const spoilt = ANSWER.with(4, 0);
    const echo = framed(0x11, 0x02, 0x00, 0xc4, 0x00, 22);
    for (const passedOver of [otherUnit, otherFunction, spoilt, echo]) {
      expect(findAnswer(passedOver, READ)).toBeNull();
      expect(findAnswer(joined(passedOver, ANSWER), READ)).toEqual(ANSWER);
    }
    expect(findAnswer(otherCoil, WRITE)).toBeNull();
  });

  it('finds the answer in noise, in whatever pieces it comes, and keeps no more than it needs', () => {
    const noise = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(noise, noise, fc.integer({ min: 1, max: 40 }), (before, after, pieceBytes) => {
        const line = joined(before, ANSWER, after);
        let heard: Uint8Array = new Uint8Array();
        let found: Uint8Array | null = null;
        for (let at = 0; at < line.length && found === null; at += pieceBytes) {
          heard = joined(heard, line.subarray(at, at + pieceBytes));
          found = findAnswer(heard, READ);
          heard = unfinishedAnswer(heard, READ);
          expect(heard.length).toBeLessThan(ANSWER.length);
        }
        expect(found).toEqual(ANSWER);
      }),
    );
  });
});

describe('times on the line', () => {
  it('are those of the specification: 3.5 characters, at least 1.75 ms', () => {
    expect([300, 9_600, 19_200, 38_400, 115_200].map(framePauseMs)).toEqual([129, 5, 3, 2, 2]);
  });

  it('are how long request and answer take to travel', () => {
    const bytes = 8 + ANSWER.length;
    expect(exchangeMs(READ, 9_600)).toBeCloseTo((bytes * 11 * 1_000) / 9_600 + 2 * 5);
  });
});
