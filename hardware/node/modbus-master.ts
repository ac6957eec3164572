import { EventEmitter } from 'node:events';
import type { ModbusRequest } from '../drivers/modbus-frame.ts';
import type { ModbusResult } from '../drivers/modbus-words.ts';

/** Makes the bytes of requests and reads the answers to them; one request at a time. */
export type ModbusMaster = {
  send(request: ModbusRequest): void;
  /** @param answer a whole answer to the request sent last, by its unit, its function and its CRC. */
  read(answer: Uint8Array): ModbusResult;
};

/**
 * Loads `modbus-serial`; the only place that knows it. It stands on a port of ours and not on its own
 * `RTUBufferedPort`, which keeps a late answer for the next request to the same unit, finds answers by their first two
 * bytes, so that noise may hide one, and lets the error of a port that was closed escape as an uncaught exception. Its
 * timeouts are not used either: they run on the clock of the process.
 */
export async function loadModbusMaster(): Promise<(write: WriteBytes) => ModbusMaster> {
  // Twice: it is a CommonJS module that exports itself as its own default.
  const { default: serial } = await import('modbus-serial');
  return (write) => {
    const port = new MasterPort(write);
    const client = new serial.default(port);
    client.open(() => undefined);
    let result: ModbusResult | null = null;

    const take = (error: object | null, taken: () => ModbusResult): void => {
      if (error === null) {
        result = taken();
      } else {
        const code = 'modbusCode' in error ? error.modbusCode : undefined;
        result = typeof code === 'number' ? { kind: 'exception', code } : { kind: 'garbled' };
      }
    };

    return {
      send: (request) => {
        if (request.kind === 'write') {
          const { unit, coil, on } = request;
          client.writeFC5(unit, coil, on, (error, answer) => {
            take(error, () =>
              answer.address === coil && answer.state === on
                ? { kind: 'written' }
                : { kind: 'garbled' },
            );
          });
          return;
        }
        const { unit, table, first, count } = request;
        const onAnswer = (error: object | null, answer: { readonly data: boolean[] }): void => {
          take(error, () => ({ kind: 'levels', levels: answer.data.slice(0, count) }));
        };
        if (table === 'coils') {
          client.writeFC1(unit, first, count, onAnswer);
        } else {
          client.writeFC2(unit, first, count, onAnswer);
        }
      },
      read: (answer) => {
        result = null;
        port.emit('data', Buffer.from(answer));
        return result ?? { kind: 'garbled' };
      },
    };
  };
}

type WriteBytes = (bytes: Uint8Array) => void;

/** What `modbus-serial` asks of a port, on a line that is open for as long as it is used. */
class MasterPort extends EventEmitter {
  readonly isOpen = true;
  readonly write: WriteBytes;

  constructor(write: WriteBytes) {
    super();
    this.write = write;
  }

  open(opened: (error: null) => void): void {
    opened(null);
  }
}
