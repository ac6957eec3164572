import { app } from 'electron';
import { startProcessTimer } from '../hardware/node/start-timer.ts';
import type { Terminal } from './terminal.ts';

/** How long an end waits for the journal and the box, in milliseconds. */
export const QUIT_WITHIN_MS = 5_000;

/** Ends the program in order and starts it again. Where a supervisor starts it anew, that one comes first or second. */
export function restart(terminal: Terminal | null): void {
  app.relaunch();
  startProcessTimer(QUIT_WITHIN_MS, () => app.exit(1));
  // Not by closing the window, which a locked one refuses.
  void (terminal?.stop() ?? Promise.resolve()).then(() => app.exit(0));
}
