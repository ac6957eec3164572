/** A place at which a rule's condition holds now. */
export type Holding = {
  /** The touchpoint or the terminal. */
  readonly subjectId: string;
  readonly touchpointId: string | null;
  /** Null: it belongs to no location. */
  readonly locationId: string | null;
  readonly terminalId: string | null;
  /** What was found, beside what it was to stay above or below. */
  readonly measured: { readonly value: number; readonly limit: number } | null;
  /** False while its rule is not to disturb anybody there: out of its hours. */
  readonly mayRaise: boolean;
};

/** What was found before at a subject, and stands written down. */
export type KeptFinding = {
  readonly subjectId: string;
  readonly sinceMs: number;
  readonly alertId: string | null;
};

/** What becomes of a rule's findings. */
export type Judgement = {
  /** Written down with this moment, to be looked at again. */
  readonly begin: readonly Holding[];
  /** One alert each. */
  readonly raise: readonly Holding[];
  /** Over: forgotten, and where it raised an alert that ends by itself too. */
  readonly end: readonly KeptFinding[];
};

/**
 * Raises once each time that a condition begins to hold at a place, after it has held for as long as it must.
 *
 * @param holdMs how long it must hold; 0 where the condition itself speaks of a time.
 */
export function judgeFindings(
  holdings: readonly Holding[],
  kept: readonly KeptFinding[],
  holdMs: number,
  nowMs: number,
): Judgement {
  const before = new Map(kept.map((finding) => [finding.subjectId, finding]));
  const holding = new Set(holdings.map(({ subjectId }) => subjectId));
  return {
    begin: holdings.filter(({ subjectId }) => !before.has(subjectId)),
    raise: holdings.filter(({ subjectId, mayRaise }) => {
      const known = before.get(subjectId);
      const heldMs = known === undefined ? 0 : nowMs - known.sinceMs;
      return mayRaise && heldMs >= holdMs && (known?.alertId ?? null) === null;
    }),
    end: kept.filter(({ subjectId }) => !holding.has(subjectId)),
  };
}

/** Of a judgement, no more than so many places; the rest is found again when it is judged anew. */
export function firstOf({ begin, raise, end }: Judgement, atMost: number): Judgement {
  const ended = end.slice(0, atMost);
  const first = new Set([...new Set([...begin, ...raise])].slice(0, atMost - ended.length));
  return {
    begin: begin.filter((holding) => first.has(holding)),
    raise: raise.filter((holding) => first.has(holding)),
    end: ended,
  };
}

/** Of how many places it says something. */
export function placesOf({ begin, raise, end }: Judgement): number {
  return new Set([...begin, ...raise]).size + end.length;
}
