import { resolve } from 'node:path';
import { enrolledHub } from './enrolled-hub.ts';
import { problemOfEnrolmentKey, problemOfHubUrl, problemOfLength } from './hub-settings.ts';
import { readProvisionedHub } from './provisioned-hub.ts';

/** What this terminal process was told by its environment. */
export type TerminalConfig = {
  /** Origin of the hub, without a trailing slash; null when none is configured. */
  readonly hubUrl: string | null;
  readonly enrolmentKey: string | null;
  /**
   * Absolute path of the file that gave both, or would have, had it been there or been right: a terminal that is
   * somebody already does without it. What else it says is read later. Null when not set.
   */
  readonly provisioningFile: string | null;
  /** Serial port of the one Glimlach box, or `auto` for every one that is plugged in; null when not set. */
  readonly serialPath: string | null;
  /** Absolute path of the file that says which buttons there are; null when not set. */
  readonly buttonsFile: string | null;
  /** Absolute path of the folder with journal, key, state and browser profile. */
  readonly terminalDir: string;
  /** Locks the window to the whole screen. */
  readonly kiosk: boolean;
};

export type ReadTerminalConfig =
  | { readonly ok: true; readonly config: TerminalConfig }
  /** One line: which variable, what is wrong with it, what to set. It never repeats a secret. */
  | { readonly ok: false; readonly problem: string };

/** What is wrong with the text of each variable that is set; null when nothing is. */
const PROBLEM_OF: Readonly<Record<string, (text: string) => string | null>> = {
  GLIMLACH_HUB_URL: problemOfHubUrl,
  GLIMLACH_ENROLMENT_KEY: problemOfEnrolmentKey,
  GLIMLACH_PROVISIONING: (path) => problemOfLength(path, 1_000),
  GLIMLACH_SERIAL: (path) => problemOfLength(path, 300),
  GLIMLACH_BOXES: (path) => problemOfLength(path, 1_000),
  GLIMLACH_KIOSK: (flag) =>
    flag === '0' || flag === '1' ? null : 'must be 1 (lock the window) or 0 (an ordinary window)',
};

/**
 * Reads and validates the environment of the terminal; nothing else in this process reads it. By hand, because the
 * window waits for it and a schema library takes longer to load than all of this.
 *
 * @param defaults what holds for `GLIMLACH_TERMINAL_DIR` and `GLIMLACH_KIOSK` while they are not set.
 * @param readText content of a file; throws where it cannot be read.
 */
export function readTerminalConfig(
  environment: Readonly<Record<string, string | undefined>>,
  defaults: Pick<TerminalConfig, 'terminalDir' | 'kiosk'>,
  readText: (path: string) => string,
): ReadTerminalConfig {
  /** An empty variable counts as one that is not set. */
  const textOf = (name: string): string | null => environment[name] || null;
  for (const [name, problemOf] of Object.entries(PROBLEM_OF)) {
    const text = textOf(name);
    const problem = text === null ? null : problemOf(text);
    if (problem !== null) {
      return { ok: false, problem: `${name} ${problem}.` };
    }
  }
  const serialPath = textOf('GLIMLACH_SERIAL');
  const buttonsFile = textOf('GLIMLACH_BOXES');
  if (serialPath !== null && buttonsFile !== null) {
    return {
      ok: false,
      problem:
        'GLIMLACH_SERIAL and GLIMLACH_BOXES are both set; name the port in the file of GLIMLACH_BOXES.',
    };
  }
  const provisioningFile = textOf('GLIMLACH_PROVISIONING');
  for (const name of ['GLIMLACH_HUB_URL', 'GLIMLACH_ENROLMENT_KEY']) {
    if (provisioningFile !== null && textOf(name) !== null) {
      return {
        ok: false,
        problem: `GLIMLACH_PROVISIONING and ${name} are both set; the file says it already, so unset ${name}.`,
      };
    }
  }
  const path = provisioningFile === null ? null : resolve(provisioningFile);
  const terminalDir = resolve(textOf('GLIMLACH_TERMINAL_DIR') ?? defaults.terminalDir);
  let provisioned = path === null ? null : readProvisionedHub(path, readText);
  if (provisioned?.ok === false) {
    const hubUrl = enrolledHub(terminalDir, readText);
    if (hubUrl === null) {
      return provisioned;
    }
    provisioned = { ok: true, hubUrl, enrolmentKey: null };
  }
  const hubUrl = provisioned?.hubUrl ?? textOf('GLIMLACH_HUB_URL');
  const kiosk = textOf('GLIMLACH_KIOSK');
  return {
    ok: true,
    config: {
      hubUrl: hubUrl === null ? null : new URL(hubUrl).origin,
      enrolmentKey: provisioned?.enrolmentKey ?? textOf('GLIMLACH_ENROLMENT_KEY'),
      provisioningFile: path,
      serialPath,
      buttonsFile: buttonsFile === null ? null : resolve(buttonsFile),
      terminalDir,
      kiosk: kiosk === null ? defaults.kiosk : kiosk === '1',
    },
  };
}
