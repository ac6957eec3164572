import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { HeldConfiguration } from '../contract/held-configuration.ts';
import {
  adopt,
  isRefused,
  NOTHING_HELD,
  trialFailed,
  trialPassed,
} from '../contract/held-configuration.ts';
import { readConfiguration } from '../contract/read-configuration.ts';
import type { TerminalConfiguration } from '../contract/terminal-configuration.ts';
import { TerminalIdentity } from '../contract/terminal-identity.ts';
import { writeFileAtomically } from './atomic-file.ts';
import type { Log } from './log.ts';
import { messageOf } from './log.ts';

/** Configurations are read one by one: a program of another version may have written them. */
const StateFile = z.object({
  v: z.literal(1),
  /** Of the key that the identity was given for (RFC 7638). */
  keyThumbprint: z.string(),
  identity: TerminalIdentity.nullable(),
  configuration: z.unknown().optional(),
  /** Missing where a program wrote the file that knew of one configuration only. */
  previous: z.unknown().optional(),
  trial: z
    .object({ failures: z.int().min(0) })
    .nullable()
    .catch(null),
  refused: z.int().min(0).nullable().catch(null),
});

type State = HeldConfiguration & { readonly identity: TerminalIdentity | null };

/** Who this terminal is and the last good configurations. */
export type TerminalState = {
  identity(): TerminalIdentity | null;
  /** In force. */
  configuration(): TerminalConfiguration | null;
  /** What a page shows that names this version; what is in force where it names none, or none that is held. */
  shown(version: number | null): TerminalConfiguration | null;
  /** Version of the newest configuration that was set aside. */
  refused(): number | null;
  isOnTrial(): boolean;
  /** In force at once; on disk when it resolves. A rejection means that it will not survive a restart. */
  saveIdentity(identity: TerminalIdentity): Promise<void>;
  /** The same, unless it was set aside before: what was in force stays. */
  saveConfiguration(configuration: TerminalConfiguration): Promise<'taken' | 'refused'>;
  /** In force at once what was before, should it be time for that. */
  trialFailed(): void;
  trialPassed(): void;
  /** Neither identity nor configuration is in force any more; the key stays. */
  forgetIdentity(): Promise<void>;
};

/**
 * Opens `terminal.json`. One that cannot be read is set aside and reported, and its copy is used; without one the hub
 * gives both parts again, because the same key enrols to the same terminal. A file of another key is set aside as well,
 * because the hub believes no assertion of this key for that terminal: this one enrols anew.
 */
export async function openTerminalState(
  terminalDir: string,
  keyThumbprint: string,
  log: Log,
  wallMs: () => number,
): Promise<TerminalState> {
  const path = join(terminalDir, 'terminal.json');
  const copyPath = join(terminalDir, 'terminal-copy.json');
  const found = await readStateFile(path, keyThumbprint, log);
  if (found === 'damaged' || found === 'of-another-key') {
    await setAside(path, found);
  }
  let state: State;
  if (typeof found === 'object') {
    state = found;
  } else {
    const copy = await readStateFile(copyPath, keyThumbprint, log);
    if (typeof copy === 'object') {
      log.warn('terminal-state-from-copy', { path: copyPath });
    }
    state = typeof copy === 'object' ? copy : { identity: null, ...NOTHING_HELD };
  }
  let written: Promise<void> = Promise.resolve();
  let unwritten = false;

  async function setAside(file: string, why: string): Promise<void> {
    const aside = `${file}.${why}-${wallMs()}`;
    log.error(`terminal-state-${why}`, { path: file, aside });
    try {
      await rename(file, aside);
    } catch (thrown) {
      log.error('terminal-state-not-set-aside', { path: file, detail: messageOf(thrown) });
    }
  }

  async function writeNewest(): Promise<void> {
    const { identity, configuration, previous, trial, refused } = state;
    unwritten = true;
    const content = `${JSON.stringify({ v: 1, keyThumbprint, identity, configuration, previous, trial, refused })}\n`;
    await writeFileAtomically(path, content);
    unwritten = false;
    await writeFileAtomically(copyPath, content).catch((thrown: unknown) =>
      log.warn('terminal-state-copy-not-written', { detail: messageOf(thrown) }),
    );
  }
  /** One write after the other, each of the newest state. */
  const write = () => {
    const next = written.then(writeNewest);
    written = next.catch(() => undefined);
    return next;
  };
  const writeOrTell = () => {
    write().catch((thrown: unknown) =>
      log.error('terminal-state-not-written', { path, detail: messageOf(thrown) }),
    );
  };

  return {
    identity: () => state.identity,
    configuration: () => state.configuration,
    shown: (version) =>
      [state.configuration, state.previous].find((held) => held?.version === version) ??
      state.configuration,
    refused: () => state.refused,
    isOnTrial: () => state.trial !== null,
    saveIdentity(identity) {
      state = { ...state, identity };
      return write();
    },
    async saveConfiguration(configuration) {
      if (isRefused(state, configuration)) {
        return 'refused';
      }
      const adopted = adopt(state, configuration);
      if (adopted !== state || unwritten) {
        state = { ...adopted, identity: state.identity };
        await write();
      }
      return 'taken';
    },
    trialFailed() {
      const before = state.configuration;
      state = { ...trialFailed(state), identity: state.identity };
      const refused = before !== null && state.refused === before.version;
      log.error(refused ? 'configuration-refused' : 'configuration-in-doubt', {
        version: before?.version ?? null,
        inForce: state.configuration?.version ?? null,
      });
      writeOrTell();
    },
    trialPassed() {
      state = { ...trialPassed(state), identity: state.identity };
      writeOrTell();
    },
    forgetIdentity() {
      state = { identity: null, ...NOTHING_HELD };
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
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'damaged';
  }
  const parsed = StateFile.safeParse(json);
  if (!parsed.success) {
    return 'damaged';
  }
  const { identity, trial, refused, ...held } = parsed.data;
  if (held.keyThumbprint !== keyThumbprint) {
    return 'of-another-key';
  }
  const configuration = read(held.configuration, log);
  const previous = read(held.previous, log);
  return configuration === null
    ? { identity, configuration: previous, previous, trial: null, refused }
    : { identity, configuration, previous, trial: previous === null ? null : trial, refused };
}

function read(json: unknown, log: Log): TerminalConfiguration | null {
  if (json === null || json === undefined) {
    return null;
  }
  const found = readConfiguration(json);
  if (!found.ok) {
    log.error('configuration-damaged', { version: found.version, problem: found.problem });
    return null;
  }
  return found.configuration;
}
