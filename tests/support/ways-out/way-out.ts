import type { XDesktop } from '../x-desktop.ts';
import type { PackagedKiosk } from '../packaged-kiosk.ts';

/** A locked terminal, and the desktop it must not let anybody reach. */
export type Locked = {
  readonly kiosk: PackagedKiosk;
  readonly desktop: XDesktop;
  /** Starts the program once more, with these arguments; resolves with its exit code. */
  readonly startAgain: (args: readonly string[]) => Promise<number | null>;
};

/** One attempt to leave the kiosk or to change its page. */
export type WayOut = {
  readonly name: string;
  /** Resolves when the attempt was made, with what came of it; rejects when the lock let through what it must not. */
  readonly attempt: (locked: Locked) => Promise<string>;
  /** It ends with the page loaded anew: the same page, from its beginning. Otherwise nobody notices anything. */
  readonly anew?: true;
};
