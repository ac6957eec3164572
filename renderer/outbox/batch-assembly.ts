import type { BatchLimits, OutboxEntry } from './outbox.ts';
import { sentSizeBytes } from './entry.ts';

/** Collects entries until a limit is reached. The first entry is always taken, so that a batch can get smaller only. */
export function assembleBatch(limits: BatchLimits): {
  /** False when the entry did not fit any more and the batch is complete. */
  offer(entry: OutboxEntry): boolean;
  readonly entries: OutboxEntry[];
} {
  const entries: OutboxEntry[] = [];
  let sizeBytes = 0;
  return {
    entries,
    offer(entry) {
      const entrySizeBytes = sentSizeBytes(entry);
      const fits =
        entries.length < limits.maxEvents && sizeBytes + entrySizeBytes <= limits.maxBytes;
      if (!fits && entries.length > 0) {
        return false;
      }
      entries.push(entry);
      sizeBytes += entrySizeBytes;
      return true;
    },
  };
}
