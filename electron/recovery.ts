import { reloadDelayMs } from './reload-delay.ts';

/** What can be wrong with the page. */
export type PageTrouble =
  /** Its process ended: it crashed, was killed or ran out of memory. */
  | 'crashed'
  /** It does not answer. */
  | 'hung'
  /** No screen stands on it. */
  | 'blank'
  /** It says that a screen stands on it, and all that can be seen is one colour. */
  | 'flat'
  /** It is visible and gets no frames. */
  | 'frameless'
  /** It used to hear input, and hears none any more. */
  | 'deaf'
  | 'not-loaded'
  /** It was loaded and never came to life. */
  | 'never-attached';

export type Remedy = {
  /**
   * `none`: what could help was tried. `new-window`: the page in a window, and with it a process, of its own.
   * `relaunch`: the whole program.
   */
  readonly step: 'reload' | 'new-window' | 'relaunch' | 'none';
  /** Meanwhile the terminal shows that it is being started again. */
  readonly delayMs: number;
};

export type TroubleSeen = {
  readonly trouble: PageTrouble;
  readonly atMs: number;
  /** For how long the page had painted its screens; null when it never did. */
  readonly wellForMs: number | null;
  readonly mayRelaunch: boolean;
  /** The GPU process was lost a short while ago. */
  readonly gpuLost: boolean;
};

/** How many troubles follow each other without a page between them that was well for this long. */
export const CALM_AFTER_MS = 60_000;
const NEW_WINDOW_AT = 3;

/**
 * What to do about a trouble, by how many came before it in a row: first the page is loaded again, then in a window of
 * its own, then the whole program starts again. From the fourth on it takes longer and longer.
 *
 * A page that worked and whose process ended comes back at once, however often that happens, and ends the row: a delay
 * would help nobody.
 * A page that gets no frames may stand before a display that is switched off, so it is not fought for ever.
 *
 * @param inRow how many came before.
 */
export function remedyFor(
  inRow: number,
  seen: TroubleSeen,
): { readonly inRow: number; readonly remedy: Remedy } {
  const { trouble, wellForMs } = seen;
  if (trouble === 'crashed' && wellForMs !== null) {
    return { inRow: 0, remedy: { step: 'reload', delayMs: 0 } };
  }
  const row = wellForMs !== null && wellForMs >= CALM_AFTER_MS ? 1 : inRow + 1;
  return { inRow: row, remedy: { step: stepAt(row, seen), delayMs: reloadDelayMs(row) } };
}

function stepAt(row: number, { trouble, mayRelaunch, gpuLost }: TroubleSeen): Remedy['step'] {
  if (trouble === 'frameless' && row > NEW_WINDOW_AT && !gpuLost) {
    return 'none';
  }
  if (row > NEW_WINDOW_AT && mayRelaunch) {
    return 'relaunch';
  }
  return row % NEW_WINDOW_AT === 0 ? 'new-window' : 'reload';
}
