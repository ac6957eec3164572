const MB = 1024 * 1024;
const MINUTE_MS = 60_000;

function between(bytes: number, lowestMb: number, highestMb: number): number {
  return Math.min(Math.max(bytes, lowestMb * MB), highestMb * MB);
}

/** Resident memory; `soft`: to be given back when nobody is served, `hard`: before the machine runs out. */
type Limit = { readonly softBytes: number; readonly hardBytes: number };
export type MemoryLimits = { readonly page: Limit; readonly main: Limit };

/**
 * Page and main process take about 100 to 250 MB each, of which half is code they share. A sixth of the machine's memory
 * for one of them is creep, a third of it is danger: the system, the GPU and the other process need the rest. The bounds
 * keep small machines from reloading a page that is well, and large ones from carrying it along for weeks.
 */
export function memoryLimits(machineBytes: number): MemoryLimits {
  return {
    page: {
      softBytes: between(machineBytes / 6, 300, 600),
      hardBytes: between(machineBytes / 3, 500, 1_200),
    },
    main: {
      softBytes: between(machineBytes / 6, 350, 700),
      hardBytes: between(machineBytes / 3, 600, 1_400),
    },
  };
}

export type MemoryUse = {
  /** Null while there is no page. */
  readonly pageBytes: number | null;
  readonly mainBytes: number;
  readonly pageUpMs: number;
  readonly mainUpMs: number;
  /** The screen that stands on the page; null when that is not known. */
  readonly screen: string | null;
  /** Since somebody pressed. */
  readonly quietForMs: number;
};

/** A page, or a program, that is too large this soon after its start was not made so by time. */
const PAGE_UP_SOFT_MS = 30 * MINUTE_MS;
const PAGE_UP_HARD_MS = 5 * MINUTE_MS;
const MAIN_UP_SOFT_MS = 6 * 60 * MINUTE_MS;
const MAIN_UP_HARD_MS = 30 * MINUTE_MS;
/** So long without a press that nobody minds two seconds without a screen. */
const QUIET_MS = 30 * MINUTE_MS;
const BETWEEN_VISITORS_MS = MINUTE_MS;

/** What has to be done about the memory that page and main process use. */
export function memoryRemedy(
  limits: MemoryLimits,
  use: MemoryUse,
): 'none' | 'reload-when-idle' | 'reload' | 'relaunch' {
  const { pageBytes, mainBytes, pageUpMs, mainUpMs, quietForMs } = use;
  const quiet = use.screen === 'night' || quietForMs >= QUIET_MS;
  if (
    (mainBytes > limits.main.hardBytes &&
      mainUpMs >= MAIN_UP_HARD_MS &&
      quietForMs >= BETWEEN_VISITORS_MS) ||
    (mainBytes > limits.main.softBytes && mainUpMs >= MAIN_UP_SOFT_MS && quiet)
  ) {
    return 'relaunch';
  }
  if (pageBytes !== null && pageBytes > limits.page.hardBytes && pageUpMs >= PAGE_UP_HARD_MS) {
    return 'reload';
  }
  return pageBytes !== null && pageBytes > limits.page.softBytes && pageUpMs >= PAGE_UP_SOFT_MS
    ? 'reload-when-idle'
    : 'none';
}
