import type { Keeping } from './keeping.ts';

/** More than follow one press; main also replays what a page before this one left, which nobody asks for. */
const REMEMBERED = 100;

/** What became of the events that follow a press, which main may name before or after the stores settled them. */
export type RecordedAnswers = {
  settled(id: string, keeping: Keeping): void;
  /** Settles once it is known of all of them, and so never for one that main could not number. */
  areKept(ids: readonly string[]): Promise<boolean>;
};

export function createRecordedAnswers(): RecordedAnswers {
  const known = new Map<string, PromiseWithResolvers<Keeping>>();

  function of(id: string): PromiseWithResolvers<Keeping> {
    const found = known.get(id) ?? Promise.withResolvers<Keeping>();
    known.set(id, found);
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) {
      known.delete(oldest);
    }
    return found;
  }

  return {
    settled: (id, keeping) => of(id).resolve(keeping),
    async areKept(ids) {
      const keepings = await Promise.all(ids.map((id) => of(id).promise));
      return keepings.every((keeping) => keeping !== 'nothing');
    },
  };
}
