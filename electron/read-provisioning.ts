import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describeFaults } from '../contract/describe-faults.ts';
import { Provisioning } from '../contract/provisioning.ts';
import { readConfiguration } from '../contract/read-configuration.ts';
import type { TerminalConfig } from './config.ts';
import { enrolledHub } from './enrolled-hub.ts';
import type { Log } from './log.ts';
import { messageOf } from './log.ts';

/** Who this terminal is and what it asks, as somebody set it up beforehand. */
export type ProvisionedTerminal = NonNullable<Provisioning['terminal']>;

export type ReadProvisioning =
  | { readonly ok: true; readonly terminal: ProvisionedTerminal | null }
  /** One line: which file, which field, what is wrong with it. It never repeats a secret. */
  | { readonly ok: false; readonly problem: string };

/**
 * Reads the whole of the provisioning file; hub and enrolment key are in force already, by `config.ts`. It counts while
 * the terminal is nobody: what is wrong with it later is only reported.
 */
export async function readProvisioning(
  { provisioningFile, terminalDir }: Pick<TerminalConfig, 'provisioningFile' | 'terminalDir'>,
  log: Log,
): Promise<ReadProvisioning> {
  if (provisioningFile === null) {
    return { ok: true, terminal: null };
  }
  const read = await readWhole(provisioningFile);
  if (read.ok || enrolledHub(terminalDir, (path) => readFileSync(path, 'utf8')) === null) {
    return read;
  }
  log.error('provisioning-not-read', { detail: read.problem });
  return { ok: true, terminal: null };
}

async function readWhole(path: string): Promise<ReadProvisioning> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (thrown) {
    const why = thrown instanceof SyntaxError ? 'is not JSON' : messageOf(thrown);
    return { ok: false, problem: `GLIMLACH_PROVISIONING: ${path}: ${why}.` };
  }
  const read = Provisioning.safeParse(withKnownConfiguration(json));
  if (read.success) {
    return { ok: true, terminal: read.data.terminal };
  }
  return {
    ok: false,
    problem: `GLIMLACH_PROVISIONING: ${path}: ${describeFaults(read.error)}.`,
  };
}

/** A newer hub may say more in its configuration than this program knows. */
function withKnownConfiguration(json: unknown): unknown {
  const { terminal } = (json ?? {}) as { readonly terminal?: unknown };
  if (typeof terminal !== 'object' || terminal === null || !('configuration' in terminal)) {
    return json;
  }
  const read = readConfiguration(terminal.configuration);
  return read.ok
    ? { ...(json as object), terminal: { ...terminal, configuration: read.configuration } }
    : json;
}
