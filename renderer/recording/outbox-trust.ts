/** Where a page remembers something for the page after it; like `sessionStorage`. */
export type PageMemory = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * Whether the outbox on disk is to be relied on. After a failure the page is loaded anew: most often the database was
 * reset, opens empty and is refilled from the journal. When it fails again, the next page does without it for a while
 * and sends from memory what the journal keeps, because a red press has to reach somebody now.
 */
export type OutboxTrust = {
  readonly useDisk: boolean;
  worked(): void;
  failed(): void;
  /** Gives the disk another chance with the next page. */
  tryAgain(): void;
};

const KEY = 'glimlach-outbox-failures';
const FAILURES_TO_LEAVE = 2;

export function readOutboxTrust(memory: PageMemory): OutboxTrust {
  let failures = read(memory);
  const remember = (count: number): void => {
    if (count !== failures) {
      failures = count;
      write(memory, count);
    }
  };
  return {
    useDisk: failures < FAILURES_TO_LEAVE,
    worked: () => remember(0),
    failed: () => remember(failures + 1),
    tryAgain: () => remember(FAILURES_TO_LEAVE - 1),
  };
}

function read(memory: PageMemory): number {
  try {
    return Number(memory.getItem(KEY) ?? 0);
  } catch {
    // Without a memory every page starts with trust, and comes back here at its first failure.
    return 0;
  }
}

function write(memory: PageMemory, failures: number): void {
  try {
    memory.setItem(KEY, String(failures));
  } catch {
    // As above.
  }
}
