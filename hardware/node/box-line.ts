import type { Heard, LineSignal } from '../drivers/session.ts';

/** Told at most until `close()` is called or `onOpenFailed` or `onLost` was; never from within the call that opens. */
export type BoxLineListener = {
  onOpen(): void;
  onOpenFailed(detail: string): void;
  /** The port closed by itself or broke; it is released already or being so. */
  onLost(detail: string): void;
  /** Called before anything that arrived is looked at, so that what is overdue is judged first. */
  onHearing(): void;
  onHeard(heard: Heard): void;
};

/** One try at one port, with the driver for what hangs on it. */
export type BoxLine = {
  /** Ask who is there, from scratch; called after every `onOpen`, and whenever what is heard is not to be trusted. */
  verify(): void;
  /** Best effort. True when something was said, or will be in its turn. */
  signal(signal: LineSignal): boolean;
  /** Resolves when the port is released, however it went; nothing is told from the call on. */
  close(): Promise<void>;
};

export type OpenBoxLine = (path: string, listener: BoxLineListener) => BoxLine;
