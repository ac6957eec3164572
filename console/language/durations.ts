import { LOCALES } from './times.ts';
import type { Language } from './translator.ts';

const UNITS = [
  ['day', 24 * 3_600_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** "10 minutes", "1 hour, 30 minutes", "7 days": at most two units, the rest is left out. */
export function durationInWords(durationMs: number, language: Language): string {
  let restMs = durationMs;
  const counts = UNITS.map(([unit, unitMs]) => {
    const count = Math.floor(restMs / unitMs);
    restMs -= count * unitMs;
    return { unit, count };
  });
  const told = counts.filter(({ count }) => count > 0).slice(0, 2);
  return (told.length === 0 ? counts.slice(-1) : told)
    .map(({ unit, count }) =>
      new Intl.NumberFormat(LOCALES[language], {
        style: 'unit',
        unit,
        unitDisplay: 'long',
      }).format(count),
    )
    .join(', ');
}
