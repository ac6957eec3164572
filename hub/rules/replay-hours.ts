import type { OpeningHours } from '../../contract/opening-hours.ts';
import { addOpenMs } from '../places/open-time.ts';

/** An alert that a rule would have raised. */
export type WouldBe = {
  readonly atMs: number;
  readonly touchpointId: string;
  readonly measured: { readonly value: number; readonly limit: number } | null;
};

/** Presses of one touchpoint in one hour, repeats left out. */
export type PressedHour = {
  /** When it began, in milliseconds since 1970. */
  readonly hourMs: number;
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
};

const HOUR_MS = 3_600_000;

/**
 * When a touchpoint's score would have fallen below the limit, seen at the end of each hour that had presses.
 *
 * @param hours ascending; those without presses may be missing.
 */
export function replayScore(
  touchpointId: string,
  hours: readonly PressedHour[],
  condition: { readonly score: number; readonly withinMs: number; readonly minPresses: number },
): WouldBe[] {
  const raised: WouldBe[] = [];
  let held = false;
  for (const { hourMs } of hours) {
    const within = hours.filter(
      (other) => other.hourMs <= hourMs && other.hourMs >= hourMs - condition.withinMs,
    );
    const presses = sum(within, (hour) => hour.positive + hour.neutral + hour.negative);
    const value = (100 * sum(within, (hour) => hour.positive + hour.neutral / 2)) / presses;
    const holds = presses >= condition.minPresses && value < condition.score;
    if (holds && !held) {
      const measured = { value, limit: condition.score };
      raised.push({ atMs: hourMs + HOUR_MS, touchpointId, measured });
    }
    held = holds;
  }
  return raised;
}

/**
 * When nobody would have pressed for so long while the place was open, to the hour: from the end of an hour with presses.
 *
 * @param hours ascending; only those with presses.
 */
export function replaySilence(
  touchpointId: string,
  hours: readonly Pick<PressedHour, 'hourMs'>[],
  forMs: number,
  opening: OpeningHours | null,
  nowMs: number,
): WouldBe[] {
  return hours.flatMap(({ hourMs }, index) => {
    const nextMs = hours[index + 1]?.hourMs ?? nowMs;
    const fromMs = hourMs + HOUR_MS;
    const atMs = nextMs - fromMs < forMs ? null : addOpenMs(opening, fromMs, forMs);
    return atMs === null || atMs >= nextMs
      ? []
      : [{ atMs, touchpointId, measured: { value: atMs - fromMs, limit: forMs } }];
  });
}

function sum(hours: readonly PressedHour[], of: (hour: PressedHour) => number): number {
  return hours.reduce((total, hour) => total + of(hour), 0);
}
