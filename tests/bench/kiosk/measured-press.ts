import type { PluggedBox } from '../../support/plugged-box.ts';
import type { ElectronWindow } from './electron-window.ts';
import { monotonicMs } from './monotonic.ts';
import { nextThankedPress } from './press-watch.ts';

/** Milliseconds, except the frames. */
export type PressTimes = {
  /** From the byte until both stores have it, as the page learns it. */
  readonly pressMs: number;
  /** From the byte until the page knows of the press. */
  readonly toPageMs: number;
  /** From there until IndexedDB has it. */
  readonly outboxMs: number;
  /** From the byte until the page hears that the journal has it. */
  readonly journalMs: number;
  readonly framesToThanks: number;
  /** From the commit until the thank-you is painted. */
  readonly toThanksMs: number;
};

const BUTTONS = 3;

/**
 * Presses the box once and resolves when the visitor has been thanked.
 *
 * @param window was started with `pressWatchScript`.
 */
export type PressOnce = () => Promise<PressTimes>;

/** Takes the buttons in turn: the same twice in a row would be one visitor's second tap. */
export async function pressesOn(window: ElectronWindow, box: PluggedBox): Promise<PressOnce> {
  const offsetMs = await window.pageOffsetMs();
  let made = 0;
  return async () => {
    const atMs = monotonicMs();
    box.press(made % BUTTONS);
    made += 1;
    const seen = await nextThankedPress(window);
    const committedMs = Math.max(seen.outboxMs, seen.journalMs);
    return {
      pressMs: committedMs + offsetMs - atMs,
      toPageMs: seen.toldMs + offsetMs - atMs,
      outboxMs: seen.outboxMs - seen.toldMs,
      journalMs: seen.journalMs + offsetMs - atMs,
      framesToThanks: seen.framesToThanks,
      toThanksMs: seen.paintedMs - committedMs,
    };
  };
}
