import type {
  BoxConfiguration,
  GlimlachBoxConfiguration,
} from '../../contract/box-configuration.ts';
import { MAX_BOXES } from '../../contract/box-status.ts';
import type { BoxBaseline, ButtonSource } from '../button-source.ts';
import { combinedButtonSource } from '../combined-button-source.ts';
import { type BoxBooks, createBoxBooks } from '../connection/box-books.ts';
import { BOARD_USB_IDS, type PortWanted } from '../connection/port-search.ts';
import { FoundButtonSource } from './found-button-source.ts';
import {
  configuredDriver,
  type DriverClock,
  glimlachDriver,
  type LineDriver,
} from './line-driver.ts';
import { createPortLister, type ListPorts } from './list-ports.ts';
import { SerialButtonSource } from './serial-button-source.ts';

export type ButtonSourcesParts = {
  readonly boxes: readonly BoxConfiguration[];
  /** Where counting resumes. */
  readonly baseline: BoxBaseline;
  readonly clock: DriverClock;
  readonly listPorts?: ListPorts;
};

/** Everything that is configured, as one source; null when nothing is. */
export function openButtonSources({
  boxes,
  baseline,
  clock,
  listPorts = createPortLister(process.platform),
}: ButtonSourcesParts): ButtonSource | null {
  const books = createBoxBooks(baseline);
  const sources = boxes.map((box) => sourceOf(box, books, clock, listPorts));
  const [only] = sources;
  return sources.length > 1 ? combinedButtonSource(sources) : (only ?? null);
}

function sourceOf(
  box: BoxConfiguration,
  books: BoxBooks,
  clock: DriverClock,
  listPorts: ListPorts,
): ButtonSource {
  const make = (path: string, driver: LineDriver): SerialButtonSource =>
    new SerialButtonSource({ path, baseline: books, driver, ...clock });
  const find = (wanted: PortWanted, called: string, driver: () => LineDriver) =>
    new FoundButtonSource({
      wanted,
      called,
      listPorts,
      startTimer: clock.startTimer,
      makeSource: (path) => make(path, driver()),
    });
  if (box.driver === 'glimlach') {
    return glimlachSourceOf(box, clock, make, find);
  }
  const { port } = box;
  const driver = configuredDriver(box, defaultBoxId(box), clock);
  return typeof port === 'string'
    ? make(port, driver)
    : find(
        { usb: [port.usb], serialNumber: port.serialNumber ?? null, most: 1 },
        `The box of the driver ${box.driver}`,
        () => driver,
      );
}

/** The same whatever path a box that is found has today: its presses carry this name. */
function defaultBoxId({
  driver,
  port,
}: Exclude<BoxConfiguration, GlimlachBoxConfiguration>): string {
  const where = typeof port === 'string' ? port : `${port.usb} ${port.serialNumber ?? ''}`;
  return `${driver} ${where}`
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .trim()
    .slice(0, 64);
}

/** A port that somebody named may be asked at once; one that only looks like a board is listened to first. */
function glimlachSourceOf(
  { port }: GlimlachBoxConfiguration,
  clock: DriverClock,
  make: (path: string, driver: LineDriver) => ButtonSource,
  find: (wanted: PortWanted, called: string, driver: () => LineDriver) => ButtonSource,
): ButtonSource {
  if (port === 'auto') {
    return find({ usb: BOARD_USB_IDS, serialNumber: null, most: MAX_BOXES }, 'A Glimlach box', () =>
      glimlachDriver(clock, false),
    );
  }
  return typeof port === 'string'
    ? make(port, glimlachDriver(clock, true))
    : find({ usb: [port.usb], serialNumber: null, most: MAX_BOXES }, 'A Glimlach box', () =>
        glimlachDriver(clock, true),
      );
}
