import type { OpeningHours } from '../../contract/opening-hours.ts';
import { addOpenMs } from './open-time.ts';

/** {@link addOpenMs}, for whoever asks for the same waits again and again. */
export type RememberedWaits = typeof addOpenMs;

/** About as many touchpoints as are silent at once in a large fleet. */
const MOST_REMEMBERED = 50_000;

/**
 * Remembers when waits are over. Hours are known by what they say, so that those read anew are the same; each object is
 * looked at once.
 */
export function rememberWaits(): RememberedWaits {
  const names = new WeakMap<OpeningHours, string>();
  const known = new Map<string, number>();

  function nameOf(hours: OpeningHours): string {
    const name = names.get(hours) ?? JSON.stringify(hours);
    names.set(hours, name);
    return name;
  }

  return (hours, fromMs, durationMs) => {
    if (hours === null) {
      return fromMs + durationMs;
    }
    const key = `${fromMs} ${durationMs} ${nameOf(hours)}`;
    const overMs = known.get(key) ?? addOpenMs(hours, fromMs, durationMs);
    // The one that was not asked for the longest goes first.
    known.delete(key);
    known.set(key, overMs);
    if (known.size > MOST_REMEMBERED) {
      for (const oldest of known.keys()) {
        known.delete(oldest);
        break;
      }
    }
    return overMs;
  };
}
