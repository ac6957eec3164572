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
  /** Of the key that the identity was given for (RFC 7638). */
  keyThumbprint: z.string(),
  identity: TerminalIdentity.nullable(),
  configuration: TerminalConfiguration.nullable(),
});

type State = z.infer<typeof StateFile>;

/** Who this terminal is and the last good configuration. */
export type TerminalState = {
  identity(): TerminalIdentity | null;
  configuration(): TerminalConfiguration | null;
  /** In force at once; on disk when it resolves. A rejection means that it will not survive a restart. */
  saveIdentity(identity: TerminalIdentity): Promise<void>;
  saveConfiguration(configuration: TerminalConfiguration): Promise<void>;
  /** Neither identity nor configuration is in force any more; the key stays. */
  forgetIdentity(): Promise<void>;
};

/**
 * Opens `terminal.json`. One that cannot be read is set aside and reported: the hub gives both parts again, because
 * the same key enrols to the same terminal. So is one of another key, because the hub believes no assertion of this
 * key for that terminal: this one enrols anew.
 */
export async function openTerminalState(
  terminalDir: string,
  keyThumbprint: string,
  log: Log,
  wallMs: () => number,
): Promise<TerminalState> {
  const path = join(terminalDir, 'terminal.json');
  const found = await readStateFile(path, keyThumbprint, log);
  if (found === 'damaged' || found === 'of-another-key') {
    const aside = `${path}.${found}-${wallMs()}`;
    log.error(`terminal-state-${found}`, { path, aside });
    try {
      await rename(path, aside);
    } catch (thrown) {
      log.error('terminal-state-not-set-aside', { path, detail: messageOf(thrown) });
    }
  }
  let state: State =
    typeof found === 'object'
      ? found
      : { v: 1, keyThumbprint, identity: null, configuration: null };
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
    forgetIdentity() {
      state = { ...state, identity: null, configuration: null };
      return write();
    },
  };
}

async function readStateFile(
  path: string,
  keyThumbprint: string,
  log: Log,
): Promise<State | 'none' | 'damaged' | 'of-another-key'> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) {
      log.error('terminal-state-unreadable', { path, detail: messageOf(thrown) });
    }
    return 'none';
  }
  try {
    const state = StateFile.parse(JSON.parse(text));
    return state.keyThumbprint === keyThumbprint ? state : 'of-another-key';
  } catch {
    return 'damaged';
  }
}
