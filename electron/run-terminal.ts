import { openButtonSources } from '../hardware/node/button-sources.ts';
import { startProcessTimer } from '../hardware/node/start-timer.ts';
import { buttonSourceAfter } from './button-source-after.ts';
import type { IpcRouter } from './ipc/ipc-router.ts';
import { createIpcRouter } from './ipc/ipc-router.ts';
import type { Sender } from './ipc/trusted-sender.ts';
import { JOURNAL_LIMITS } from './journal/journal-limits.ts';
import { createNodeJournalFolder } from './journal/node-journal-folder.ts';
import { readButtons } from './read-buttons.ts';
import { readProvisioning } from './read-provisioning.ts';
import { rehearsedPress } from './recorder/rehearsed-press.ts';
import type { Terminal, TerminalParts } from './terminal.ts';
import { startTerminal } from './terminal.ts';

/** The start comes before the rehearsal. */
const REHEARSE_AFTER_MS = 2_000;

export type RunTerminalParts = Pick<
  TerminalParts,
  | 'config'
  | 'appVersion'
  | 'clock'
  | 'log'
  | 'machine'
  | 'fetchInStore'
  | 'push'
  | 'onAttached'
  | 'onPainted'
> & {
  readonly isTrusted: (sender: Sender) => boolean;
  /** The box is not opened before. */
  readonly boxDue: Promise<void>;
  /** Codes of the keys that are buttons, where this terminal has its own. */
  readonly onKeypad: (codes: readonly string[]) => void;
};

export type RunTerminal =
  | { readonly ok: true; readonly terminal: Terminal; readonly router: IpcRouter }
  | { readonly ok: false; readonly problem: string };

/** Brings the terminal to life on this machine's disk and serial line, with the router that lets the page speak to it. */
export async function runTerminal(parts: RunTerminalParts): Promise<RunTerminal> {
  const { config, clock, boxDue } = parts;
  const read = await readButtons(config);
  if (!read.ok) {
    return read;
  }
  const provisioning = await readProvisioning(config, parts.log);
  if (!provisioning.ok) {
    return provisioning;
  }
  const { boxes, keypad } = read.buttons;
  parts.onKeypad(Object.keys(keypad?.keys ?? {}));
  const started = await startTerminal({
    ...parts,
    startTimer: startProcessTimer,
    openJournalFolder: createNodeJournalFolder,
    journalLimits: JOURNAL_LIMITS,
    keypadKeys: keypad?.keys ?? null,
    provisioned: provisioning.terminal,
    makeButtonSource(baseline) {
      const source = openButtonSources({
        boxes,
        baseline,
        clock: { now: () => clock.monotonicMs(), startTimer: startProcessTimer },
      });
      return source && buttonSourceAfter(boxDue, source);
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
