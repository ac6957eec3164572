import type { Outbox } from '../outbox/outbox.ts';
import type { PageMemory } from '../recording/outbox-trust.ts';

export type ParkedRetryOptions = {
  readonly outbox: Pick<Outbox, 'parked' | 'retryParked'>;
  /** Outlives the page; without it a request is carried out once per page, which sends again and harms nothing. */
  readonly memory: PageMemory;
  readonly onQueued: () => void;
};

const KEY = 'glimlach-parked-retried';

/**
 * Queues everything parked again because somebody asked for it at the hub. The hub names the request with every
 * heartbeat from then on; it is carried out once. Rejects, and is worth repeating, when the outbox fails.
 */
export function createParkedRetry(
  options: ParkedRetryOptions,
): (requestId: string | null) => Promise<void> {
  let done = recall(options.memory);
  return async (requestId) => {
    if (requestId === null || requestId === done) {
      return;
    }
    const parked = await options.outbox.parked();
    for (const [ledgerId, entries] of Map.groupBy(parked, (entry) => entry.ledgerId)) {
      await options.outbox.retryParked(
        ledgerId,
        entries.map(({ number }) => number),
      );
    }
    done = requestId;
    remember(options.memory, requestId);
    if (parked.length > 0) {
      options.onQueued();
    }
  };
}

function recall(memory: PageMemory): string | null {
  try {
    return memory.getItem(KEY);
  } catch {
    // Without a memory, see above.
    return null;
  }
}

function remember(memory: PageMemory, requestId: string): void {
  try {
    memory.setItem(KEY, requestId);
  } catch {
    // As above.
  }
}
