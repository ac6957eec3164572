import type { SerialPort } from 'serialport';
import type { ListedPort } from '../connection/port-search.ts';

/** A box reads what it is sent at once; more than this waiting means that it does not read. */
const MAX_WAITING_BYTES = 1_024;

/** How long a port that is to be closed is waited for to take what was written before. */
const WRITTEN_WITHIN_MS = 200;

/** Told at most until `close()` is called or `onOpenFailed` or `onLost` was; never from within `openSerialLink`. */
export type SerialLinkListener = {
  onOpen(): void;
  onOpenFailed(detail: string): void;
  onBytes(bytes: Uint8Array): void;
  /** The port closed by itself or broke; it is released already or being so. */
  onLost(detail: string): void;
};

/** How bytes travel on a line. */
export type LineSettings = {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
};

/** What a box of the Glimlach protocol speaks. */
export const GLIMLACH_LINE: LineSettings = {
  baudRate: 115_200,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
};

/** One try at one serial port. */
export type SerialLink = {
  /** Dropped while the port is not open or does not take what was written before. */
  write(bytes: Uint8Array): void;
  /**
   * Resolves when the port is released, however it went; nothing is told from the call on. The port is given a moment
   * to take what was written before.
   */
  close(): Promise<void>;
};

/**
 * Opens a port. The only place that knows `serialport`, which is loaded with the first port that is opened; it gives that library's several ways to fail (a native part that does not load, a throwing constructor,
 * callbacks, `error`, `close` and `end` events) one form.
 */
export function openSerialLink(
  path: string,
  settings: LineSettings,
  listener: SerialLinkListener,
): SerialLink {
  let link: SerialLink | null = null;
  let ended = false;
  const loading = import('serialport').then(
    ({ SerialPort: Port }) => {
      if (!ended) {
        link = openPort(Port, path, settings, listener);
      }
      return undefined;
    },
    (error: unknown) => {
      if (!ended) {
        listener.onOpenFailed(messageOf(error));
      }
    },
  );
  return {
    write: (bytes) => link?.write(bytes),
    async close() {
      ended = true;
      await loading;
      await link?.close();
    },
  };
}

function openPort(
  Port: typeof SerialPort,
  path: string,
  settings: LineSettings,
  listener: SerialLinkListener,
): SerialLink {
  let ended = false;
  let released = false;
  const awaitingRelease: (() => void)[] = [];
  const settle = (): void => {
    released = true;
    for (const resolve of awaitingRelease.splice(0)) {
      resolve();
    }
  };

  const end = (tell: () => void): void => {
    if (!ended) {
      ended = true;
      tell();
    }
  };

  let writing = 0;
  let onWritten: (() => void) | null = null;
  const afterWriting = (run: () => void): void => {
    if (writing === 0) {
      run();
      return;
    }
    const timer = setTimeout(run, WRITTEN_WITHIN_MS);
    onWritten = () => {
      clearTimeout(timer);
      run();
    };
  };

  let port: SerialPort;
  try {
    // `hupcl: false` leaves DTR up when the terminal restarts, so that a box that resets on DTR keeps its counters.
    port = new Port({ path, ...settings, hupcl: false, autoOpen: false });
  } catch (error) {
    queueMicrotask(() => {
      end(() => {
        listener.onOpenFailed(messageOf(error));
      });
    });
    return {
      write: () => undefined,
      close: () => {
        ended = true;
        return Promise.resolve();
      },
    };
  }

  const release = (): void => {
    if (port.isOpen) {
      port.close(() => {
        settle();
      });
    } else if (!port.opening && !port.closing) {
      settle();
    }
  };

  const lose = (detail: string): void => {
    end(() => {
      listener.onLost(detail);
    });
    release();
  };

  port.on('data', (bytes: Buffer) => {
    if (!ended) {
      listener.onBytes(bytes);
    }
  });
  port.on('close', (error?: Error | null) => {
    lose(error?.message ?? 'The port closed.');
  });
  port.on('error', (error: Error) => {
    lose(error.message);
  });
  port.on('end', () => {
    lose('The port ended.');
  });

  port.open((error) => {
    if (error !== null && error !== undefined) {
      settle();
      end(() => {
        listener.onOpenFailed(messageOf(error));
      });
    } else if (ended) {
      release();
    } else {
      listener.onOpen();
    }
  });

  return {
    write: (bytes) => {
      if (!ended && port.isOpen && port.writableLength <= MAX_WAITING_BYTES) {
        writing += 1;
        port.write(bytes, (error) => {
          writing -= 1;
          if (error !== null && error !== undefined) {
            lose(messageOf(error));
          }
          if (writing === 0) {
            onWritten?.();
          }
        });
      }
    },
    close: () => {
      ended = true;
      return new Promise((resolve) => {
        awaitingRelease.push(resolve);
        if (released) {
          settle();
        } else {
          // What the port has taken the system sends, also after it was closed.
          afterWriting(release);
        }
      });
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Every serial port of this machine. Rejects with one line that says what to do. */
export async function listSerialPorts(): Promise<ListedPort[]> {
  const { SerialPort: Port } = await import('serialport');
  try {
    const ports = await Port.list();
    return ports.map(({ path, vendorId, productId, serialNumber }) => ({
      path,
      usb:
        vendorId === undefined || productId === undefined
          ? null
          : `${vendorId}:${productId}`.toLowerCase(),
      serialNumber: serialNumber ?? null,
    }));
  } catch (error) {
    throw new Error(
      `The serial ports cannot be listed: ${messageOf(error)}. Name the port of the box instead of searching for it.`,
      { cause: error },
    );
  }
}
