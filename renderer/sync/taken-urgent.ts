/** More red presses than a queue is likely to hold; those before them are late, and nobody waits to hear of them. */
const REMEMBERED = 1_000;

/** Tells once of each event that jumps the queue that the hub has it, whichever batch took it there. */
export type TakenUrgent = {
  /** These jump the queue. */
  readonly await: (ids: readonly string[]) => void;
  /** The hub has these. */
  readonly stored: (ids: readonly string[]) => void;
};

export function createTakenUrgent(onTaken: (ids: readonly string[]) => void): TakenUrgent {
  const awaited = new Set<string>();
  return {
    await(ids) {
      for (const id of ids) {
        awaited.add(id);
      }
      for (const id of awaited) {
        if (awaited.size <= REMEMBERED) {
          break;
        }
        awaited.delete(id);
      }
    },
    stored(ids) {
      const taken = ids.filter((id) => awaited.delete(id));
      if (taken.length > 0) {
        onTaken(taken);
      }
    },
  };
}
