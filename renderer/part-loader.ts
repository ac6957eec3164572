import { messageOf } from './message-of.ts';
import type { PageMemory } from './recording/outbox-trust.ts';

/** Doubled with each failure in a row, also from page to page. */
const AGAIN_MS = 30_000;
const LONGEST_MS = 30 * 60_000;
/** Somebody stands there and waits. */
const WITHIN_MS = 10_000;

export type PartLoaderParts = {
  /** Outlives the page. */
  readonly memory: PageMemory;
  /** Whether the page would come if it were loaded anew: never trade a page that takes presses for none. */
  readonly canComeBack: () => Promise<boolean>;
  readonly reloadWhenIdle: () => void;
  readonly wait: (forMs: number) => Promise<void>;
  readonly onTrouble: (line: string) => void;
};

/**
 * Loads parts of the program that a page takes presses without. A browser may remember that a part failed for as long
 * as the page lives, so that one is tried again and the page loaded anew as well, at a moment when nobody is served.
 */
export type PartLoader = {
  /** Tries until the part is there; never rejects. */
  load<Part>(name: string, load: () => Promise<Part>): Promise<Part>;
  /** Tries once, for a while; null when it did not come. */
  loadNow<Part>(
    name: string,
    load: () => Promise<Part>,
    wait?: PartLoaderParts['wait'],
  ): Promise<Part | null>;
};

export function createPartLoader(parts: PartLoaderParts): PartLoader {
  async function tryOnce<Part>(name: string, load: () => Promise<Part>): Promise<Part | null> {
    try {
      return await load();
    } catch (error) {
      parts.onTrouble(`The part "${name}" could not be loaded: ${messageOf(error)}`);
      return null;
    }
  }

  async function comeBack(): Promise<void> {
    if (await parts.canComeBack()) {
      parts.reloadWhenIdle();
    }
  }

  return {
    async load(name, load) {
      for (;;) {
        const part = await tryOnce(name, load);
        const before = failuresOf(name, parts.memory);
        if (part !== null) {
          if (before > 0) {
            keepFailures(name, 0, parts.memory);
          }
          return part;
        }
        keepFailures(name, before + 1, parts.memory);
        await parts.wait(Math.min(LONGEST_MS, AGAIN_MS * 2 ** before));
        await comeBack();
      }
    },
    async loadNow(name, load, wait = parts.wait) {
      const late = async (): Promise<never> => {
        await wait(WITHIN_MS);
        throw new Error('it did not come in time');
      };
      const part = await tryOnce(name, () => Promise.race([load(), late()]));
      if (part === null) {
        await comeBack();
      }
      return part;
    },
  };
}

const keyOf = (name: string): string => `glimlach-part-${name}`;

function failuresOf(name: string, memory: PageMemory): number {
  try {
    return Number(memory.getItem(keyOf(name)) ?? 0);
  } catch {
    return 0;
  }
}

function keepFailures(name: string, failures: number, memory: PageMemory): void {
  try {
    memory.setItem(keyOf(name), String(failures));
  } catch {
    // Then each page begins with the shortest wait.
  }
}
