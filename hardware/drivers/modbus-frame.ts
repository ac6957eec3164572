/** What is asked of one unit on the line. Addresses count from 0. */
export type ModbusRequest =
  | {
      readonly kind: 'read';
      readonly unit: number;
      /** Function 2 reads discrete inputs, function 1 coils. */
      readonly table: 'discrete-inputs' | 'coils';
      readonly first: number;
      readonly count: number;
    }
  | { readonly kind: 'write'; readonly unit: number; readonly coil: number; readonly on: boolean };

const EXCEPTION_BYTES = 5;
const EXCEPTION_BIT = 0x80;
/** Start, 8 data bits, parity and stop, or two stops. */
const BITS_PER_BYTE = 11;

/** The function that `request` is sent as. */
export function functionOf(request: ModbusRequest): 1 | 2 | 5 {
  if (request.kind === 'write') {
    return 5;
  }
  return request.table === 'coils' ? 1 : 2;
}

/** CRC-16/MODBUS: reflected polynomial 0xA001, initial value 0xFFFF; 0x4B37 over the ASCII digits `123456789`. */
export function modbusCrc(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xa001;
    }
  }
  return crc;
}

/** Whether the last two bytes are the CRC, low byte first, of those before. */
export function hasModbusCrc(frame: Uint8Array): boolean {
  const crc = modbusCrc(frame.subarray(0, -2));
  return frame.at(-2) === (crc & 0xff) && frame.at(-1) === crc >>> 8;
}

/**
 * The first whole answer to `request` in what was heard since it was sent, or its exception; null when there is none
 * yet. What lies before, between and behind is passed over: noise, an echo of the request, another unit's late answer.
 */
export function findAnswer(heard: Uint8Array, request: ModbusRequest): Uint8Array | null {
  const code = functionOf(request);
  for (let at = heard.indexOf(request.unit); at >= 0; at = heard.indexOf(request.unit, at + 1)) {
    let length = 0;
    if (heard[at + 1] === code && beginsAnswer(heard, at, request)) {
      length = answerBytes(request);
    } else if (heard[at + 1] === (code | EXCEPTION_BIT)) {
      length = EXCEPTION_BYTES;
    }
    if (length > 0 && at + length <= heard.length) {
      const frame = heard.slice(at, at + length);
      if (hasModbusCrc(frame)) {
        return frame;
      }
    }
  }
  return null;
}

/** How much of what was heard may be the beginning of an answer that is not whole yet. */
export function unfinishedAnswer(heard: Uint8Array, request: ModbusRequest): Uint8Array {
  const most = Math.max(answerBytes(request), EXCEPTION_BYTES) - 1;
  return heard.slice(Math.max(0, heard.length - most));
}

/**
 * The pause that ends a frame: 3.5 characters, and 1.75 ms above 19,200 baud (MODBUS over Serial Line, specification
 * and implementation guide V1.02, 2.5.1.1), in whole milliseconds.
 */
export function framePauseMs(baudRate: number): number {
  return baudRate > 19_200 ? 2 : Math.ceil((3.5 * BITS_PER_BYTE * 1_000) / baudRate);
}

/** How long a request and its answer occupy the line, without what the unit takes to answer. */
export function exchangeMs(request: ModbusRequest, baudRate: number): number {
  const bytes = 8 + answerBytes(request);
  return (bytes * BITS_PER_BYTE * 1_000) / baudRate + 2 * framePauseMs(baudRate);
}

function answerBytes(request: ModbusRequest): number {
  return request.kind === 'write' ? 8 : 5 + dataBytes(request.count);
}

function dataBytes(count: number): number {
  return Math.ceil(count / 8);
}

/** Tells an answer from an adapter's echo of the request, which has the same unit and function. */
function beginsAnswer(heard: Uint8Array, at: number, request: ModbusRequest): boolean {
  return request.kind === 'read'
    ? heard[at + 2] === dataBytes(request.count)
    : ((heard[at + 2] ?? 0) << 8) + (heard[at + 3] ?? 0) === request.coil;
}
