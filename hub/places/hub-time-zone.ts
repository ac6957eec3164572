/** Whose clock times are told on where nobody said which one counts: that of the machine the hub runs on (`TZ`). */
export const HUB_TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Whether this Node knows it, by the name of a zone: finding out takes long. */
const known = new Map<string, boolean>();

/**
 * The same zone, or the hub's where this Node does not know it: one that was stored by a newer hub, or renamed since, is
 * to stop nobody's alerts.
 */
export function knownTimeZone(timeZone: string): string {
  const isKnown = known.get(timeZone) ?? canRead(timeZone);
  known.set(timeZone, isKnown);
  return isKnown ? timeZone : HUB_TIME_ZONE;
}

function canRead(timeZone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
