import { GLIMLACH_LINE, openSerialLink, type SerialLink } from '../../hardware/node/serial-link.ts';

/** Opens an end of a serial line; rejects when it cannot be opened. */
export function openLineEnd(
  path: string,
  onBytes: (bytes: Uint8Array) => void,
): Promise<SerialLink> {
  return new Promise((resolve, reject) => {
    const fail = (detail: string): void => reject(new Error(`${path}: ${detail}`));
    const link = openSerialLink(path, GLIMLACH_LINE, {
      onOpen: () => resolve(link),
      onOpenFailed: fail,
      onLost: fail,
      onBytes,
    });
  });
}
