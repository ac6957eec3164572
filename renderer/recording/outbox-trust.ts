import type { OutboxOutcome } from './press-recorder.ts';

/** Where a page remembers something for the page after it; like `sessionStorage`. */
export type PageMemory = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * Whether the outbox on disk is to be relied on. After a failure the page is loaded anew: most often the database was
 * reset, opens empty and is refilled from the journal. When it fails again, the next page does without it for a while
 * and sends from memory what the journal keeps, because a red press has to reach somebody now.
 */
export type OutboxTrust = {
  readonly useDisk: boolean;
  /** The last write of the page before found no room. */
  readonly leftFull: boolean;
  heard(outcome: OutboxOutcome): void;
  /** Gives the disk another chance with the next page. */
  tryAgain(): void;
};

const FAILURES_KEY = 'glimlach-outbox-failures';
const FULL_KEY = 'glimlach-outbox-full';
const FAILURES_TO_LEAVE = 2;

export function readOutboxTrust(memory: PageMemory): OutboxTrust {
  const kept = { [FAILURES_KEY]: read(memory, FAILURES_KEY), [FULL_KEY]: read(memory, FULL_KEY) };
  const remember = (key: keyof typeof kept, count: number): void => {
    if (count !== kept[key]) {
      kept[key] = count;
      write(memory, key, count);
    }
  };
  return {
    useDisk: kept[FAILURES_KEY] < FAILURES_TO_LEAVE,
    leftFull: kept[FULL_KEY] > 0,
    heard(outcome) {
      remember(FAILURES_KEY, outcome === 'worked' ? 0 : kept[FAILURES_KEY] + 1);
      if (outcome !== 'failed') {
        remember(FULL_KEY, outcome === 'full' ? 1 : 0);
      }
    },
    tryAgain: () => remember(FAILURES_KEY, FAILURES_TO_LEAVE - 1),
  };
}

function read(memory: PageMemory, key: string): number {
  try {
    return Number(memory.getItem(key) ?? 0);
  } catch {
    // Without a memory every page starts with trust, and comes back here at its first failure.
    return 0;
  }
}

function write(memory: PageMemory, key: string, count: number): void {
  try {
    memory.setItem(key, String(count));
  } catch {
    // As above.
  }
}
