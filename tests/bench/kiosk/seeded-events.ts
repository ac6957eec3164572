/** An event made from another, as a terminal would have made it later. */
export type SeededEvent = {
  readonly id: string;
  readonly ledgerId: string;
  readonly number: number;
  readonly body: string;
  readonly urgent: boolean;
};

/** Events that follow what a terminal has, number by number. */
export type Seeds = {
  /** The frozen body of the terminal's first press, which the others are made after. */
  readonly first: string;
  readonly from: number;
  readonly through: number;
  /** When the last of them was made, in milliseconds since 1970. */
  readonly lastMadeMs: number;
};

/**
 * Some of the seeds, as the terminal would have made them: a touch every twenty seconds, every twentieth negative, the
 * others good or so-so in turn. It runs in the page and in this process alike, and gives both the same bytes.
 *
 * @param numbers the first and the last number of those wanted.
 */
export function seededEvents(
  { first, through: lastNumber, lastMadeMs }: Seeds,
  numbers: readonly [from: number, through: number],
): SeededEvent[] {
  const EVERY_MS = 20_000;
  const ONE_NEGATIVE_IN = 20;
  const pressed = JSON.parse(first) as {
    readonly at: { readonly bootId: string };
    readonly ledgerId: string;
  };
  const events: SeededEvent[] = [];
  for (let number = numbers[0]; number <= numbers[1]; number += 1) {
    const wallMs = lastMadeMs - (lastNumber - number) * EVERY_MS;
    const time = wallMs.toString(16).padStart(12, '0');
    const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${number.toString(16).padStart(12, '0')}`;
    const urgent = number % ONE_NEGATIVE_IN === 0;
    const body = JSON.stringify({
      ...pressed,
      id,
      number,
      at: { ...pressed.at, wallMs, monotonicMs: number * EVERY_MS, bootId: 'seeded-run' },
      rating: urgent ? 'negative' : number % 2 === 0 ? 'neutral' : 'positive',
      source: { kind: 'touch' },
      sincePreviousMs: EVERY_MS,
      repeat: false,
    });
    events.push({ id, ledgerId: pressed.ledgerId, number, body, urgent });
  }
  return events;
}
