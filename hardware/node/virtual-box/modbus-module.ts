import { hasModbusCrc, modbusCrc } from '../../drivers/modbus-frame.ts';

/** An input module with relays, as seen from the line. Addresses of its inputs and coils count from 0. */
export type VirtualModule = {
  readonly unit: number;
  readonly inputs: readonly boolean[];
  readonly coils: readonly boolean[];
};

export type HeardByModule = {
  readonly module: VirtualModule;
  /** Null when the request is for another unit. */
  readonly answer: Uint8Array | null;
  readonly switched: { readonly coil: number; readonly on: boolean } | null;
};

const REQUEST_BYTES = 8;
const FUNCTION = { readCoils: 1, readInputs: 2, writeCoil: 5 } as const;
const EXCEPTION = { function: 1, address: 2, value: 3 } as const;
const MOST_INPUTS = 2_000;

export function newVirtualModule(
  unit: number,
  inputCount: number,
  coilCount: number,
): VirtualModule {
  return {
    unit,
    inputs: Array.from({ length: inputCount }, () => false),
    coils: Array.from({ length: coilCount }, () => false),
  };
}

export function withInput(module: VirtualModule, input: number, isOn: boolean): VirtualModule {
  return input in module.inputs ? { ...module, inputs: module.inputs.with(input, isOn) } : module;
}

/**
 * Requests, 8 bytes each, in what was heard; anything else is passed over.
 * @param pending what the call before left.
 */
export function findRequests(
  pending: Uint8Array,
  bytes: Uint8Array,
): { readonly requests: readonly Uint8Array[]; readonly pending: Uint8Array } {
  const heard = Buffer.concat([pending, bytes]);
  const requests: Uint8Array[] = [];
  let at = 0;
  while (at + REQUEST_BYTES <= heard.length) {
    const frame = heard.subarray(at, at + REQUEST_BYTES);
    if (hasModbusCrc(frame)) {
      requests.push(frame);
      at += REQUEST_BYTES;
    } else {
      at += 1;
    }
  }
  return { requests, pending: heard.subarray(at) };
}

/** What a module does with a request: Modbus application protocol V1.1b3, 6.1, 6.2, 6.5 and 7. */
export function hearRequest(module: VirtualModule, request: Uint8Array): HeardByModule {
  const frame = Buffer.from(request);
  const code = frame.readUInt8(1);
  const first = frame.readUInt16BE(2);
  const value = frame.readUInt16BE(4);
  if (frame.readUInt8(0) !== module.unit) {
    return { module, answer: null, switched: null };
  }
  const refuse = (exception: number): HeardByModule => ({
    module,
    answer: framed([module.unit, code | 0x80, exception]),
    switched: null,
  });
  switch (code) {
    case FUNCTION.readCoils:
    case FUNCTION.readInputs: {
      const table = code === FUNCTION.readCoils ? module.coils : module.inputs;
      if (value < 1 || value > MOST_INPUTS) {
        return refuse(EXCEPTION.value);
      }
      if (first + value > table.length) {
        return refuse(EXCEPTION.address);
      }
      const data = packed(table.slice(first, first + value));
      return {
        module,
        answer: framed([module.unit, code, data.length, ...data]),
        switched: null,
      };
    }
    case FUNCTION.writeCoil: {
      if (value !== 0 && value !== 0xff00) {
        return refuse(EXCEPTION.value);
      }
      if (!(first in module.coils)) {
        return refuse(EXCEPTION.address);
      }
      const on = value !== 0;
      return {
        module: { ...module, coils: module.coils.with(first, on) },
        answer: frame,
        switched: { coil: first, on },
      };
    }
    default:
      return refuse(EXCEPTION.function);
  }
}

/** Eight to a byte, the first in the lowest bit. */
function packed(levels: readonly boolean[]): number[] {
  const bytes = Array.from({ length: Math.ceil(levels.length / 8) }, () => 0);
  for (const [index, isOn] of levels.entries()) {
    const at = index >> 3;
    bytes[at] = (bytes[at] ?? 0) | (isOn ? 1 << (index & 7) : 0);
  }
  return bytes;
}

function framed(body: readonly number[]): Uint8Array {
  const crc = modbusCrc(Uint8Array.from(body));
  return Uint8Array.of(...body, crc & 0xff, crc >>> 8);
}
