/** The units in which people say how long, longest first. */
const UNITS = [
  ['days', 24 * 3_600_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const;

export const DURATION_UNITS = ['minutes', 'hours', 'days'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

/** In the longest unit of which it is a whole number: 90 minutes, 2 hours, 7 days. */
export function splitDuration(durationMs: number): { amount: number; unit: DurationUnit } {
  const fitting = UNITS.find(([, unitMs]) => durationMs >= unitMs && durationMs % unitMs === 0);
  const [unit, unitMs] = fitting ?? UNITS[2];
  return { amount: Math.round(durationMs / unitMs), unit };
}

/** NaN stays what it is: an amount that cannot be read. */
export function joinDuration(amount: number, unit: DurationUnit): number {
  return amount * (UNITS.find(([name]) => name === unit)?.[1] ?? Number.NaN);
}
