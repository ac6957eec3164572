/** Something that goes on by somebody's grants as they once were read, such as a stream. */
export type AccessWatcher = {
  /** The grants are other ones now, or none: nothing more may happen by the old ones. */
  changed(): void;
  /** They may be: look. */
  look(): Promise<void>;
};

/** Who on this hub must hear of it when somebody's grants change, whichever hub changed them. */
export type AccessWatch = {
  /** @returns ends it; idempotent. */
  watch(userId: string, watcher: AccessWatcher): () => void;
  changed(userId: string): void;
  /** Notifications may have been lost. Resolves when everybody has looked. */
  lookAll(): Promise<void>;
};

export function createAccessWatch(): AccessWatch {
  const watchers = new Map<string, Set<AccessWatcher>>();
  return {
    watch(userId, watcher) {
      const own = watchers.get(userId) ?? new Set();
      watchers.set(userId, own.add(watcher));
      return () => {
        own.delete(watcher);
        if (own.size === 0 && watchers.get(userId) === own) {
          watchers.delete(userId);
        }
      };
    },
    changed(userId) {
      for (const watcher of watchers.get(userId) ?? []) {
        watcher.changed();
      }
    },
    async lookAll() {
      const all = [...watchers.values()].flatMap((own) => [...own]);
      await Promise.all(all.map((watcher) => watcher.look()));
    },
  };
}
