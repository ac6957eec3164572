import { existsSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { projectRoot } from '../../build/project-root.ts';
import { killTree } from './process-tree.ts';
import { tellUnaskedEnd } from './unasked-end.ts';

/** Made by `npm run package -- --test`. */
export const kioskExecutable = path.join(projectRoot, 'release/test/linux-unpacked/glimlach');

/** How a terminal is set up for one journey. */
export type PackagedKioskSetup = {
  /** Profile, journal and key live here; give the same folder again to start the same terminal again. */
  readonly terminalDir: string;
  readonly hubUrl?: string;
  readonly enrolmentKey?: string;
  /** The path of the serial port, for instance one end of a pty pair. */
  readonly serialPath?: string;
  /** More environment, for instance `GLIMLACH_KIOSK`. */
  readonly env?: Readonly<Record<string, string>>;
  /** More switches for Chromium, for instance `--log-net-log=FILE`. */
  readonly switches?: readonly string[];
};

/** The packaged terminal, running. */
export type PackagedKiosk = {
  readonly app: ElectronApplication;
  /** The kiosk's page. */
  readonly window: Page;
  /** The main process. */
  readonly pid: number;
  /** What main wrote to its standard output and error since the driver had it in hand, but for its very first lines. */
  output(): string;
  /** Call it before ending main by other means than these two: an end that nobody expects is reported. */
  expectEnd(): void;
  /** Ends it as a person would, and waits for the end. Does nothing when it has ended already. */
  close(): Promise<void>;
  /** SIGKILL to main and its children at once, as a power cut would; waits until all of them are gone. */
  kill9(): Promise<void>;
};

/** The environment a terminal is started with: this process's own without what concerns a terminal, and the set-up. */
export function kioskEnvironment(setup: PackagedKioskSetup): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !entry[0].startsWith('GLIMLACH_') && entry[0] !== 'NODE_OPTIONS',
  );
  return {
    ...Object.fromEntries(inherited),
    GLIMLACH_TERMINAL_DIR: setup.terminalDir,
    // A package is locked unless it is told not to be, and a locked one fills the screen of whoever runs the tests.
    GLIMLACH_KIOSK: '0',
    // Should it crash, it says where.
    ELECTRON_ENABLE_STACK_DUMPING: '1',
    ...(setup.hubUrl === undefined ? {} : { GLIMLACH_HUB_URL: setup.hubUrl }),
    ...(setup.enrolmentKey === undefined ? {} : { GLIMLACH_ENROLMENT_KEY: setup.enrolmentKey }),
    ...(setup.serialPath === undefined ? {} : { GLIMLACH_SERIAL: setup.serialPath }),
    ...setup.env,
  };
}

/**
 * Starts the packaged terminal and resolves with its first window. Needs a display (`xvfb-run -a`) and the package
 * made by `npm run package -- --test`. The caller ends it by `close` or `kill9`.
 */
export async function launchPackagedKiosk(setup: PackagedKioskSetup): Promise<PackagedKiosk> {
  if (!existsSync(kioskExecutable)) {
    throw new Error(`${kioskExecutable} is missing: run npm run package -- --test first.`);
  }
  const app = await _electron.launch({
    executablePath: kioskExecutable,
    // The tests' runtime carries no set-uid sandbox helper, and root may not use another; packages never carry this.
    args: ['--no-sandbox', ...(setup.switches ?? [])],
    env: kioskEnvironment(setup),
    timeout: 30_000,
  });
  const main = app.process();
  const { pid } = main;
  if (pid === undefined) {
    throw new Error('The packaged terminal started without a process id.');
  }
  const chunks: string[] = [];
  main.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  main.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  let asked = false;
  const expectEnd = (): void => {
    asked = true;
  };
  tellUnaskedEnd(main, {
    name: 'The packaged terminal',
    isAsked: () => asked,
    output: () => chunks.join(''),
    tell: (words) => console.error(words),
  });
  let ended = false;
  const closed = new Promise<void>((resolve) => {
    app.once('close', () => {
      ended = true;
      resolve();
    });
  });
  const kill9 = async (): Promise<void> => {
    expectEnd();
    await killTree(pid);
    await closed;
  };
  try {
    const window = await app.firstWindow({ timeout: 30_000 });
    return {
      app,
      window,
      pid,
      output: () => chunks.join(''),
      expectEnd,
      close: async () => {
        if (!ended) {
          expectEnd();
          await app.close();
          await closed;
        }
      },
      kill9,
    };
  } catch (error) {
    await kill9();
    throw new Error(`The packaged terminal showed no window. It said: ${chunks.join('')}`, {
      cause: error,
    });
  }
}
