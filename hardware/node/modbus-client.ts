import { findAnswer, type ModbusRequest, unfinishedAnswer } from '../drivers/modbus-frame.ts';
import type { ModbusResult } from '../drivers/modbus-words.ts';
import { loadModbusMaster, type ModbusMaster } from './modbus-master.ts';
import { type LineSettings, openSerialLink, type SerialLink } from './serial-link.ts';
import type { StartTimer } from './start-timer.ts';

/** Told at most until `close()` is called or `onOpenFailed` or `onLost` was; never from within the call that opens. */
export type ModbusClientListener = {
  onOpen(): void;
  onOpenFailed(detail: string): void;
  /** The port closed by itself or broke; it is released already or being so. */
  onLost(detail: string): void;
};

/** Our end of a Modbus RTU line: one request at a time. */
export type ModbusClient = {
  /**
   * Sends a request, once `onOpen` was told, and tells what came of it: once, and never from within this call. The
   * request before is given up, and what was heard before this one is passed over.
   */
  ask(request: ModbusRequest, onResult: (result: ModbusResult) => void): void;
  /** Nothing is told of the last request any more, and what comes is passed over. */
  giveUp(): void;
  /** Resolves when the port is released, however it went; nothing is told from the call on. */
  close(): Promise<void>;
};

export type ModbusClientParts = {
  readonly settings: LineSettings;
  /** How long an answer is waited for. */
  readonly timeoutMs: number;
  readonly startTimer: StartTimer;
};

type OpenRequest = {
  readonly request: ModbusRequest;
  readonly onResult: (result: ModbusResult) => void;
  readonly cancelTimeout: () => void;
  /** What may be the beginning of the answer. */
  heard: Uint8Array;
};

/** Opens a line and loads what speaks Modbus. */
export function openModbusClient(
  path: string,
  { settings, timeoutMs, startTimer }: ModbusClientParts,
  listener: ModbusClientListener,
): ModbusClient {
  let ended = false;
  let link: SerialLink | null = null;
  let master: ModbusMaster | null = null;
  let open: OpenRequest | null = null;

  const giveUp = (): void => {
    open?.cancelTimeout();
    open = null;
  };

  const end = (): void => {
    ended = true;
    giveUp();
  };

  const finish = (result: ModbusResult): void => {
    const onResult = open?.onResult;
    giveUp();
    onResult?.(result);
  };

  const hear = (bytes: Uint8Array): void => {
    if (open === null || master === null) {
      return;
    }
    const heard = Buffer.concat([open.heard, bytes]);
    const answer = findAnswer(heard, open.request);
    if (answer !== null) {
      finish(master.read(answer));
      return;
    }
    // Not given up early: noise or an adapter's echo of the request may come before the answer of a slow unit.
    open.heard = unfinishedAnswer(heard, open.request);
  };

  const openLink = (): SerialLink =>
    openSerialLink(path, settings, {
      onOpen: () => {
        listener.onOpen();
      },
      onOpenFailed: (detail) => {
        end();
        listener.onOpenFailed(detail);
      },
      onBytes: hear,
      onLost: (detail) => {
        end();
        listener.onLost(detail);
      },
    });

  const loading = loadModbusMaster().then(
    (createMaster) => {
      if (!ended) {
        master = createMaster((bytes) => link?.write(bytes));
        link = openLink();
      }
      return undefined;
    },
    (error: unknown) => {
      if (!ended) {
        end();
        listener.onOpenFailed(error instanceof Error ? error.message : String(error));
      }
    },
  );

  return {
    ask: (request, onResult) => {
      giveUp();
      if (ended || master === null) {
        return;
      }
      open = {
        request,
        onResult,
        heard: new Uint8Array(),
        cancelTimeout: startTimer(timeoutMs, () => {
          finish({ kind: open?.heard.length === 0 ? 'silence' : 'garbled' });
        }),
      };
      master.send(request);
    },
    giveUp,
    close: async () => {
      end();
      await loading;
      await link?.close();
    },
  };
}
