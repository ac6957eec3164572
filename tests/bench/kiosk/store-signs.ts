/** What the page can see of an event on its way to the stores; times on the page's own clock, in milliseconds. */
export type StoreSign = {
  /** Main told the page of it, its row's transaction is complete, or main said that its journal has it. */
  readonly what: 'told' | 'outbox' | 'journal';
  readonly id: string;
  readonly atMs: number;
  /** Only when told, and only of a press. */
  readonly rating?: string;
};

/** What the page's other scripts of a bench find in place. */
export type StoreSigns = {
  readonly benchSigns: { readonly listeners: ((sign: StoreSign) => void)[] };
};

/**
 * A script for the kiosk's page that runs before the page's own: looks on as events reach the stores, and changes
 * nothing the page does.
 *
 * @param listening source that finds `StoreSigns` in place.
 */
export function besideStores(listening: string): string {
  return `(${onceBridged.toString()})(() => { (${watchStores.toString()})(); ${listening} });`;
}

/** The preload script may come after this one; modules run after both. */
function onceBridged(watch: () => void): void {
  if ('glimlach' in window) {
    watch();
  } else {
    document.addEventListener('readystatechange', watch, { once: true });
  }
}

type Bridge = {
  subscribe(
    name: string,
    listener: (payload: { id?: string; kept?: boolean; body?: string }) => void,
  ): void;
};

function watchStores(): void {
  const { glimlach } = window as unknown as { glimlach?: Bridge };
  if (glimlach === undefined) {
    return;
  }
  const listeners: ((sign: StoreSign) => void)[] = [];
  Object.assign(window, { benchSigns: { listeners } } satisfies StoreSigns);
  const tell = (sign: StoreSign): void => {
    for (const listener of listeners) {
      listener(sign);
    }
  };
  glimlach.subscribe('pressed', ({ body }) => {
    const atMs = performance.now();
    const { id, rating } = JSON.parse(body ?? '{}') as { id: string; rating?: string };
    tell({ what: 'told', id, atMs, ...(rating === undefined ? {} : { rating }) });
  });
  glimlach.subscribe('journalSettled', ({ id, kept }) => {
    if (id !== undefined && kept === true) {
      tell({ what: 'journal', id, atMs: performance.now() });
    }
  });
  type Write = (this: IDBObjectStore, row: unknown, key?: IDBValidKey) => IDBRequest;
  const writes = IDBObjectStore.prototype as unknown as Record<'add' | 'put', Write>;
  for (const name of ['add', 'put'] as const) {
    const write = writes[name];
    writes[name] = function watchedWrite(row, ...key) {
      const { id, body } = row as { id?: unknown; body?: unknown };
      if (typeof id === 'string' && typeof body === 'string') {
        this.transaction.addEventListener('complete', () => {
          tell({ what: 'outbox', id, atMs: performance.now() });
        });
      }
      return write.call(this, row, ...key);
    };
  }
}
