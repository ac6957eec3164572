/** A second way to the hub beside the batch under way; carries one batch at a time. */
export type UrgentLane = {
  /** Sends now, or once more as soon as the batch before it has come back. */
  ask(): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
};

/** @param send never rejects. */
export function createUrgentLane(send: () => Promise<void>): UrgentLane {
  let underWay: Promise<void> | null = null;
  let askedMeanwhile = false;

  async function run(): Promise<void> {
    do {
      askedMeanwhile = false;
      await send();
    } while (askedMeanwhile);
    underWay = null;
  }

  return {
    ask() {
      askedMeanwhile = true;
      underWay ??= run();
    },
    settled: async () => underWay ?? undefined,
  };
}
