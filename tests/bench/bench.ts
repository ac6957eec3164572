/** One measurement against its floor or its peers, taken in the same run. */
export type Bench = {
  /**
   * What it starts; a `kiosk` bench runs on a virtual display with the packaged terminal at hand, a `line` bench needs
   * serial lines of pseudo terminals alone.
   */
  readonly needs: 'hub' | 'kiosk' | 'line';
  /** @param say tells progress, one line at a time; nothing a reader has to parse. */
  run(say: (line: string) => void): Promise<BenchOutcome>;
};

/** `ratios` are what the product is held to; `figures` say what they were made of, with their units in the names. */
export type BenchOutcome = {
  readonly figures: Readonly<Record<string, number>>;
  readonly ratios: Readonly<Record<string, number>>;
};
