import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  type BoxConfiguration,
  readButtonsConfiguration,
} from '../../contract/box-configuration.ts';

const program = fileURLToPath(new URL('../../hardware/node/virtual-box/main.ts', import.meta.url));

/** The virtual box as a person runs it, `npm run box -- PATH …`; its keys are written to it. */
export type BoxCommand = {
  /** All it has printed so far, and its error output. */
  printed(): { readonly out: string; readonly error: string };
  /** Resolves when it has printed this, once or as often as said. */
  untilPrinted(text: string, times?: number): Promise<void>;
  /** What it says to put into a buttons file. */
  boxes(): Promise<readonly BoxConfiguration[]>;
  write(keys: string): void;
  interrupt(signal: NodeJS.Signals): void;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Ends it, if it has not ended. */
  readonly end: () => Promise<void>;
};

const BUTTONS_FILE = /^Its buttons file: (.+)$/m;

export function boxCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): BoxCommand {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let out = '';
  let error = '';
  type Waiting = { isPrinted: () => boolean; resolve: () => void; reject: (error: Error) => void };
  const waiting = new Set<Waiting>();
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      for (const { reject } of waiting) {
        reject(new Error(`The box ended before it printed what was awaited: ${out}${error}`));
      }
      resolve(code);
    });
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    for (const one of waiting) {
      if (one.isPrinted()) {
        waiting.delete(one);
        one.resolve();
      }
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
  });
  const until = (isPrinted: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      if (isPrinted()) {
        resolve();
      } else {
        waiting.add({ isPrinted, resolve, reject });
      }
    });
  return {
    printed: () => ({ out, error }),
    untilPrinted: (text, times = 1) => until(() => out.split(text).length > times),
    boxes: async () => {
      await until(() => BUTTONS_FILE.test(out));
      const read = readButtonsConfiguration(BUTTONS_FILE.exec(out)?.[1] ?? '');
      if (!read.ok) {
        throw new Error(`The box prints a buttons file that cannot be used: ${read.problem}`);
      }
      return read.configuration.boxes;
    },
    write: (keys) => {
      child.stdin.write(keys);
    },
    interrupt: (signal) => {
      child.kill(signal);
    },
    ended,
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
