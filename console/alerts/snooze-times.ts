const MINUTE_MS = 60_000;

export const QUARTER_MS = 15 * MINUTE_MS;
export const HOUR_MS = 60 * MINUTE_MS;

const MORNING_HOUR = 8;
/** Before that, "tomorrow" is what comes after this night's sleep. */
const NIGHT_ENDS_HOUR = 4;

/** When the next working day begins, at eight on this device's clock. */
export function tomorrowMorning(nowMs: number): number {
  const morning = new Date(nowMs);
  if (morning.getHours() >= NIGHT_ENDS_HOUR) {
    morning.setDate(morning.getDate() + 1);
  }
  morning.setHours(MORNING_HOUR, 0, 0, 0);
  return morning.getTime();
}
