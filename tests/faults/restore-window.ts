/** The two stores of a terminal. */
export type Store = 'journal' | 'outbox';

/**
 * A hub that is going to lose what it stored since its backup has a hold on the terminal: until everything is there
 * again, at most one of its stores may be harmed, because the other holds what the hub will have lost.
 */
export type RestoreWindow = {
  /** From the backup on. */
  open(): void;
  /** The hub has everything again. */
  close(): void;
  /** Resolves when this store may be harmed, and notes that it is. */
  harm(store: Store): Promise<void>;
};

export function createRestoreWindow(): RestoreWindow {
  let closed: PromiseWithResolvers<void> | null = null;
  const harmed = new Set<Store>();
  return {
    open() {
      closed ??= Promise.withResolvers();
    },
    close() {
      closed?.resolve();
      closed = null;
      harmed.clear();
    },
    async harm(store) {
      const mustWait = (): boolean => closed !== null && harmed.size > 0 && !harmed.has(store);
      while (mustWait()) {
        await closed?.promise;
      }
      if (closed !== null) {
        harmed.add(store);
      }
    },
  };
}
