import { readdirSync, readlinkSync } from 'node:fs';

/** What this process has open. */
export function openFiles(): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      return [readlinkSync(`/proc/self/fd/${descriptor}`)];
    } catch {
      // The descriptor of this very listing is closed again.
      return [];
    }
  });
}
