type PreferenceName = 'sound' | 'language' | 'keys' | 'notices' | 'place';

/** Small choices that stay with this browser. */
export type Preferences = {
  /** Null when never chosen, or when the browser keeps nothing (private windows, blocked storage). */
  read: (name: PreferenceName) => string | null;
  /** Best effort: a choice that cannot be kept holds until the page is closed. */
  write: (name: PreferenceName, value: string) => void;
};

/** @param storage throws on access in some browsers, so it is asked for each time. */
export function createPreferences(storage: () => Storage): Preferences {
  const held = new Map<PreferenceName, string>();
  return {
    read(name) {
      try {
        return storage().getItem(`glimlach.${name}`) ?? held.get(name) ?? null;
      } catch {
        return held.get(name) ?? null;
      }
    },
    write(name, value) {
      held.set(name, value);
      try {
        storage().setItem(`glimlach.${name}`, value);
      } catch {
        // Kept in `held` for as long as the page lives: all this browser allows.
      }
    },
  };
}
