import { type BoxConfiguration, boxIdOf } from '../../contract/box-configuration.ts';
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
import { createPortLister, type ListPorts, withoutNamed } from './list-ports.ts';
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
  listPorts = createPortLister(process.platform, clock.now),
}: ButtonSourcesParts): ButtonSource | null {
  const books = createBoxBooks(baseline);
  const parts = { boxes, books, clock, listPorts: withoutNamed(listPorts, namedPaths(boxes)) };
  const sources = boxes.map((box) => sourceOf(box, parts));
  const [only] = sources;
  return sources.length > 1 ? combinedButtonSource(sources) : (only ?? null);
}

type SourceParts = Pick<ButtonSourcesParts, 'boxes' | 'clock'> & {
  readonly books: BoxBooks;
  readonly listPorts: ListPorts;
};

function sourceOf(
  box: BoxConfiguration,
  { boxes, books, clock, listPorts }: SourceParts,
): ButtonSource {
  const driver = driverOf(box, clock);
  const make = (path: string): SerialButtonSource =>
    new SerialButtonSource({ path, baseline: books, driver, ...clock });
  return typeof box.port === 'string' && box.port !== 'auto'
    ? make(box.port)
    : new FoundButtonSource({
        wanted: wantedBy(box, boxes),
        called: box.driver === 'glimlach' ? 'A Glimlach box' : `The box ${boxIdOf(box)}`,
        listPorts,
        startTimer: clock.startTimer,
        makeSource: make,
      });
}

/** A port that somebody named may be asked at once; one that only looks like a board is listened to first. */
function driverOf(box: BoxConfiguration, clock: DriverClock): LineDriver {
  return box.driver === 'glimlach'
    ? glimlachDriver(clock, box.port !== 'auto')
    : configuredDriver(box, clock);
}

/** Which ports an entry that names no path may take; the more it says, the earlier its turn. */
function wantedBy(box: BoxConfiguration, boxes: readonly BoxConfiguration[]): PortWanted {
  const mine = matchOf(box);
  const others = boxes
    .filter(({ port }) => typeof port !== 'string')
    .map(matchOf)
    .filter(({ exactness }) => exactness > mine.exactness);
  return { ...mine, most: box.driver === 'glimlach' ? MAX_BOXES : 1, except: others };
}

function matchOf({ port }: BoxConfiguration): {
  readonly usb: readonly string[];
  readonly serialNumber: string | null;
  readonly exactness: number;
} {
  if (typeof port === 'string') {
    return { usb: BOARD_USB_IDS, serialNumber: null, exactness: 0 };
  }
  const { usb, serialNumber = null } = port;
  return { usb: [usb], serialNumber, exactness: serialNumber === null ? 1 : 2 };
}

function namedPaths(boxes: readonly BoxConfiguration[]): readonly string[] {
  return boxes.flatMap(({ port }) => (typeof port === 'string' && port !== 'auto' ? [port] : []));
}
