import { SerialButtonSource } from '../hardware/node/serial-button-source.ts';
import { startProcessTimer } from '../hardware/node/start-timer.ts';
import { buttonSourceAfter } from './button-source-after.ts';
import type { IpcRouter } from './ipc/ipc-router.ts';
import { createIpcRouter } from './ipc/ipc-router.ts';
import type { Sender } from './ipc/trusted-sender.ts';
import { JOURNAL_LIMITS } from './journal/journal-limits.ts';
import { createNodeJournalFolder } from './journal/node-journal-folder.ts';
import { rehearsedPress } from './recorder/rehearsed-press.ts';
import type { Terminal, TerminalParts } from './terminal.ts';
import { startTerminal } from './terminal.ts';

/** The start comes before the rehearsal. */
const REHEARSE_AFTER_MS = 2_000;

export type RunTerminalParts = Pick<
  TerminalParts,
  'config' | 'appVersion' | 'clock' | 'log' | 'push' | 'onAttached'
> & {
  readonly isTrusted: (sender: Sender) => boolean;
  /** The box is not opened before. */
  readonly boxDue: Promise<void>;
};

export type RunTerminal =
  | { readonly ok: true; readonly terminal: Terminal; readonly router: IpcRouter }
  | { readonly ok: false; readonly problem: string };

/** Brings the terminal to life on this machine's disk and serial line, with the router that lets the page speak to it. */
export async function runTerminal(parts: RunTerminalParts): Promise<RunTerminal> {
  const { config, clock, boxDue } = parts;
  const started = await startTerminal({
    ...parts,
    startTimer: startProcessTimer,
    openJournalFolder: createNodeJournalFolder,
    journalLimits: JOURNAL_LIMITS,
    makeButtonSource(baseline) {
      const { serialPath: path } = config;
      return path === null
        ? null
        : buttonSourceAfter(
            boxDue,
            new SerialButtonSource({ path, baseline, now: () => clock.monotonicMs() }),
          );
    },
  });
  if (!started.ok) {
    return started;
  }
  startProcessTimer(REHEARSE_AFTER_MS, rehearsedPress);
  const { terminal } = started;
  const { requests, notices } = terminal;
  const { isTrusted, log } = parts;
  return { ok: true, terminal, router: createIpcRouter({ requests, notices, isTrusted, log }) };
}
