/** Bytes that look random, follow from a seed alone, and are drawn from an alphabet: each of its 256 places as often. */
type Noise = { fill(bytes: Uint8Array): void; between(from: number, through: number): number };

/** Xorshift with 32 bits of state (George Marsaglia, 2003): four bytes a turn. */
function noise(seed: number, alphabet: Uint8Array): Noise {
  let state = seed | 0;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return {
    fill(bytes) {
      for (let at = 0; at < bytes.length; at += 4) {
        const drawn = next();
        bytes[at] = alphabet[drawn & 0xff] ?? 0;
        bytes[at + 1] = alphabet[(drawn >>> 8) & 0xff] ?? 0;
        bytes[at + 2] = alphabet[(drawn >>> 16) & 0xff] ?? 0;
        bytes[at + 3] = alphabet[drawn >>> 24] ?? 0;
      }
    },
    between: (from, through) => from + (next() % (through - from + 1)),
  };
}

/** What noise is made of, by the bytes that mean something on the line: `ends` are those that end a word. */
export function alphabets(ends: readonly number[]): Readonly<Record<string, Uint8Array>> {
  const any = Uint8Array.from({ length: 256 }, (_, place) => place);
  const end = (place: number): number => ends[place % ends.length] ?? 0;
  return {
    'any bytes': any,
    'printable bytes and some ends': any.map((place) =>
      place < 4 ? end(place) : 0x20 + (place % 95),
    ),
    'mostly ends': any.map((place) => (place < 192 ? end(place) : place)),
    'small bytes': any.map((place) => place % 7),
    'no end at all': any.map((place) => (ends.includes(place) ? 0x55 : place)),
  };
}

const BYTES_PER_MS = 11.52;

/**
 * Noise with what `say` says after every 1,000 to 3,000 bytes of it, cut at random: now bytes one by one, now many.
 * Time passes as it does on a line of 115,200 baud.
 */
export function sendThroughNoise(
  {
    seed,
    alphabet,
    noiseBytes,
    fromMs,
  }: {
    readonly seed: number;
    readonly alphabet: Uint8Array;
    readonly noiseBytes: number;
    readonly fromMs: number;
  },
  say: () => Uint8Array,
  hear: (chunk: Uint8Array, nowMs: number) => void,
): void {
  const source = noise(seed, alphabet);
  let nowMs = fromMs;
  let leftBytes = noiseBytes;
  while (leftBytes > 0) {
    const length = Math.min(source.between(1_000, 3_000), leftBytes);
    leftBytes -= length;
    const said = say();
    const stretch = new Uint8Array(length + said.length);
    source.fill(stretch.subarray(0, length));
    stretch.set(said, length);
    const mostBytes = source.between(0, 15) === 0 ? 1 : source.between(1, 800);
    for (let at = 0; at < stretch.length;) {
      const chunk = stretch.slice(at, at + source.between(1, mostBytes));
      at += chunk.length;
      nowMs += chunk.length / BYTES_PER_MS;
      hear(chunk, nowMs);
    }
  }
}
