import type { BoxStatus } from '../../contract/box-status.ts';
import type { BoxSignal, ButtonSource, ButtonSourceListener } from '../button-source.ts';
import { portsToTake, type PortWanted } from '../connection/port-search.ts';
import type { ListPorts } from './list-ports.ts';
import type { StartTimer } from './start-timer.ts';

const LIST_EVERY_MS = 2_000;

/** A source on one port; `isSearching` as long as that port is not open. */
export type PortButtonSource = ButtonSource & { readonly isSearching: boolean };

export type FoundButtonSourceOptions = {
  readonly wanted: PortWanted;
  /** What is searched for, for a status: `A Glimlach box`. */
  readonly called: string;
  readonly listPorts: ListPorts;
  /** A source for a port that was found. */
  readonly makeSource: (path: string) => PortButtonSource;
  readonly startTimer: StartTimer;
};

/** The boxes on whatever ports their USB devices are today: looks again and again, and follows a box that is replugged. */
export class FoundButtonSource implements ButtonSource {
  readonly #options: FoundButtonSourceOptions;
  readonly #sources = new Map<
    string,
    { readonly source: PortButtonSource; status: BoxStatus | null }
  >();
  /** Boxes that were there in this run, and the port each was seen on last. */
  readonly #seen = new Map<string, string>();
  readonly #stopping = new Set<Promise<void>>();
  #listener: ButtonSourceListener | null = null;
  #started = false;
  #problem: string | null = null;
  #told = '';
  #cancelTimer: () => void = () => undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: FoundButtonSourceOptions) {
    this.#options = options;
  }

  /** @throws Error when it was started before; a source lives once. */
  start(listener: ButtonSourceListener): void {
    if (this.#started) {
      throw new Error('A FoundButtonSource can be started once; make a new one.');
    }
    this.#started = true;
    this.#listener = listener;
    this.#looking = this.#look();
  }

  signal(signal: BoxSignal): boolean {
    return [...this.#sources.values()].map(({ source }) => source.signal(signal)).includes(true);
  }

  async stop(): Promise<void> {
    this.#started = true;
    this.#listener = null;
    this.#cancelTimer();
    for (const path of this.#sources.keys()) {
      this.#drop(path);
    }
    await this.#looking;
    await Promise.all(this.#stopping);
  }

  async #look(): Promise<void> {
    const { listPorts, wanted, startTimer } = this.#options;
    try {
      const listed = await listPorts();
      if (this.#listener === null) {
        return;
      }
      this.#problem = null;
      const taken = new Map(
        [...this.#sources].map(([path, { source }]) => [path, { searching: source.isSearching }]),
      );
      const { start, stop } = portsToTake(taken, listed, wanted);
      for (const path of stop) {
        this.#drop(path);
      }
      for (const path of start) {
        // Whoever listens may stop us on the first word.
        if (this.#listener !== null) {
          this.#take(path);
        }
      }
    } catch (thrown) {
      this.#problem = thrown instanceof Error ? thrown.message : String(thrown);
    }
    // A listener may have stopped us meanwhile.
    if (this.#listener !== null) {
      this.#tellStatuses();
      this.#cancelTimer = startTimer(LIST_EVERY_MS, () => {
        this.#looking = this.#look();
      });
    }
  }

  #take(path: string): void {
    const entry = { source: this.#options.makeSource(path), status: null as BoxStatus | null };
    this.#sources.set(path, entry);
    entry.source.start({
      onPress: (press) => this.#listener?.onPress(press),
      onReading: (reading) => this.#listener?.onReading(reading),
      onReport: (report) => this.#listener?.onReport(report),
      onStatuses: ([status = null]) => {
        entry.status = status;
        if (status !== null && status.state !== 'searching') {
          this.#see(status.boxId, path);
        }
        this.#tellStatuses();
      },
    });
  }

  /** Another box on the port of one that was there has taken its place. */
  #see(boxId: string, path: string): void {
    for (const [other, otherPath] of this.#seen) {
      if (otherPath === path) {
        this.#seen.delete(other);
      }
    }
    this.#seen.set(boxId, path);
  }

  #drop(path: string): void {
    const entry = this.#sources.get(path);
    this.#sources.delete(path);
    if (entry !== undefined) {
      const stopping = entry.source.stop();
      this.#stopping.add(stopping);
      void stopping.then(() => this.#stopping.delete(stopping));
    }
  }

  /**
   * Boxes that are there and boxes that were; or, as long as there was none, where the search stands. A port on which
   * no box ever answered is no news beside one.
   */
  #tellStatuses(): void {
    const known = [...this.#sources.values()].flatMap(({ status }) => status ?? []);
    const there = known.filter((status) => status.state !== 'searching');
    const ids = new Set(there.map(({ boxId }) => boxId));
    const gone = [...this.#seen].filter(([boxId]) => !ids.has(boxId));
    const boxes = [...there, ...gone.map(([boxId, path]) => this.#whereIs(boxId, path))];
    const statuses = boxes.length > 0 ? boxes : [known[0] ?? this.#nothingFound()];
    const told = JSON.stringify(statuses);
    if (told !== this.#told) {
      this.#told = told;
      this.#listener?.onStatuses(statuses);
    }
  }

  #whereIs(boxId: string, path: string): BoxStatus {
    const status = this.#sources.get(path)?.status;
    const why = status?.state === 'searching' ? status.detail : `${path}: Nothing is plugged in.`;
    return { state: 'searching', detail: `Box ${boxId} is gone. ${why}`.slice(0, 300) };
  }

  #nothingFound(): BoxStatus {
    const { called, wanted } = this.#options;
    const others = wanted.except.filter(({ serialNumber }) => serialNumber === null);
    const ids = wanted.usb.filter((id) => !others.some(({ usb }) => usb.includes(id))).join(', ');
    const detail =
      this.#problem ?? `${called} is not plugged in: no serial port has the USB id ${ids}.`;
    return { state: 'searching', detail: detail.slice(0, 300) };
  }
}
