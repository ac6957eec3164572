import type { Bench } from './bench.ts';

/** Runs the bench of this name and prints its outcome as the last line, one JSON object. */
const name = process.argv[2] ?? '';
const { bench } = (await import(`./${name}.bench.ts`)) as { bench: Bench };
const { figures, ratios } = await bench.run((line) => console.log(line));
console.log(JSON.stringify({ bench: name, figures: rounded(figures), ratios: rounded(ratios) }));
// Said outright: what a bench started may keep a handle that only its end releases.
process.exit(0);

/** Three digits are more than a noisy machine can tell. */
function rounded(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Number(value.toPrecision(3))]),
  );
}
