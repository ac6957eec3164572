import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TerminalConfiguration } from '../contract/terminal-configuration.ts';
import { TerminalIdentity } from '../contract/terminal-identity.ts';
import { writeFileAtomically } from './atomic-file.ts';
import type { Log } from './log.ts';
import { messageOf } from './log.ts';

const StateFile = z.strictObject({
  v: z.literal(1),
  identity: TerminalIdentity.nullable(),
  configuration: TerminalConfiguration.nullable(),
});

/** Who this terminal is and the last good configuration. */
export type TerminalState = {
  identity(): TerminalIdentity | null;
  configuration(): TerminalConfiguration | null;
  /** In force at once; on disk when it resolves. A rejection means that it will not survive a restart. */
  saveIdentity(identity: TerminalIdentity): Promise<void>;
  saveConfiguration(configuration: TerminalConfiguration): Promise<void>;
};

/**
 * Opens `terminal.json`. One that cannot be read is set aside and reported: the hub gives both parts again, because
 * the same key enrols to the same terminal.
 */
export async function openTerminalState(
  terminalDir: string,
  log: Log,
  wallMs: () => number,
): Promise<TerminalState> {
  const path = join(terminalDir, 'terminal.json');
  let state = await readStateFile(path, log, wallMs);
  let written: Promise<void> = Promise.resolve();

  /** One write after the other, each of the newest state. */
  const write = () => {
    const next = written.then(() => writeFileAtomically(path, `${JSON.stringify(state)}\n`));
    written = next.catch(() => undefined);
    return next;
  };

  return {
    identity: () => state.identity,
    configuration: () => state.configuration,
    saveIdentity(identity) {
      state = { ...state, identity };
      return write();
    },
    saveConfiguration(configuration) {
      state = { ...state, configuration };
      return write();
    },
  };
}

async function readStateFile(
  path: string,
  log: Log,
  wallMs: () => number,
): Promise<z.infer<typeof StateFile>> {
  const empty = { v: 1 as const, identity: null, configuration: null };
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) {
      log.error('terminal-state-unreadable', { path, detail: messageOf(thrown) });
    }
    return empty;
  }
  try {
    return StateFile.parse(JSON.parse(text));
  } catch {
    const aside = `${path}.damaged-${wallMs()}`;
    log.error('terminal-state-damaged', { path, aside });
    try {
      await rename(path, aside);
    } catch (thrown) {
      log.error('terminal-state-not-set-aside', { path, detail: messageOf(thrown) });
    }
    return empty;
  }
}
