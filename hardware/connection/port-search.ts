/** A serial port as the operating system lists it. */
export type ListedPort = {
  readonly path: string;
  /** `vendor:product`, four lower-case hexadecimal digits each; null where no USB device is behind it. */
  readonly usb: string | null;
  readonly serialNumber: string | null;
};

/** Which ports may have a wanted box on them. */
export type PortWanted = {
  /** Ids of USB devices. */
  readonly usb: readonly string[];
  /** Of the USB device; null for any. */
  readonly serialNumber: string | null;
  /** Most ports to be used at once. */
  readonly most: number;
  /** What others want more exactly; a port that fits one of them is left to it. */
  readonly except: readonly Pick<PortWanted, 'usb' | 'serialNumber'>[];
};

/**
 * USB ids of the boards and adapters that a Glimlach box is built with (docs/button-box.md). Other devices carry them
 * too, so a port is listened to, and written to only once a box was heard on it.
 */
export const BOARD_USB_IDS: readonly string[] = [
  // Arduino Uno and its copies
  '2341:0001',
  '2341:0043',
  '2a03:0043',
  // CH340, on most Nano boards
  '1a86:7523',
  // FTDI FT232R and FT231X
  '0403:6001',
  '0403:6015',
  // Silicon Labs CP210x
  '10c4:ea60',
];

/** What a search does about the ports that are there now. */
export type PortsToTake = {
  /** Paths to try, in the order they are listed. */
  readonly start: readonly string[];
  /** Paths that are gone, and on which nothing is connected any more. */
  readonly stop: readonly string[];
};

/**
 * @param taken paths that are being tried or used, and whether each is still waiting for its port to open. A port that
 *   is open is not let go of because a list lacks it: only the port itself knows that it was unplugged.
 */
export function portsToTake(
  taken: ReadonlyMap<string, { readonly searching: boolean }>,
  listed: readonly ListedPort[],
  wanted: PortWanted,
): PortsToTake {
  const fitting = listed
    .filter((port) => fits(port, wanted) && !wanted.except.some((other) => fits(port, other)))
    .map(({ path }) => path);
  const stop = [...taken]
    .filter(([path, { searching }]) => searching && !fitting.includes(path))
    .map(([path]) => path);
  const room = wanted.most - (taken.size - stop.length);
  return { start: fitting.filter((path) => !taken.has(path)).slice(0, Math.max(0, room)), stop };
}

function fits(
  port: ListedPort,
  { usb, serialNumber }: Pick<PortWanted, 'usb' | 'serialNumber'>,
): boolean {
  return (
    port.usb !== null &&
    usb.includes(port.usb) &&
    (serialNumber === null || serialNumber === port.serialNumber)
  );
}
