import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { SerialButtonSource } from '../../../hardware/node/serial-button-source.ts';
import { openPtyPair } from '../../support/serial-pty.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { toldBySource, type ToldBySource } from '../../support/told-by-source.ts';

const program = fileURLToPath(
  new URL('../../../hardware/node/virtual-box/main.ts', import.meta.url),
);

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) {
    await step();
  }
});

type BoxCommand = {
  readonly process: ChildProcess;
  /** All it has printed so far, and its error output. */
  printed(): { readonly out: string; readonly error: string };
  /** Resolves when it has printed this. */
  untilPrinted(text: string): Promise<void>;
  write(text: string): void;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
};

function boxCommand(args: readonly string[], environment: NodeJS.ProcessEnv = {}): BoxCommand {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let out = '';
  let error = '';
  const waiting = new Set<{ text: string; resolve: () => void; reject: (error: Error) => void }>();
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      for (const { text, reject } of waiting) {
        reject(new Error(`The box ended before it printed "${text}": ${out}${error}`));
      }
      resolve(code);
    });
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    for (const one of waiting) {
      if (out.includes(one.text)) {
        waiting.delete(one);
        one.resolve();
      }
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
  });
  cleanUp.push(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return {
    process: child,
    printed: () => ({ out, error }),
    untilPrinted: (text) =>
      new Promise((resolve, reject) => {
        if (out.includes(text)) {
          resolve();
        } else {
          waiting.add({ text, resolve, reject });
        }
      }),
    write: (text) => {
      child.stdin.write(text);
    },
    ended,
  };
}

async function newPath(): Promise<string> {
  const folder = await temporaryFolder('virtual-box');
  cleanUp.push(folder.remove);
  return path.join(folder.path, 'port');
}

function listen(port: string): { source: SerialButtonSource; told: ToldBySource } {
  const source = new SerialButtonSource({
    path: port,
    baseline: new Map(),
    now: () => performance.now(),
  });
  const told = toldBySource();
  cleanUp.push(() => source.stop());
  source.start(told.listener);
  return { source, told };
}

describe('npm run box', () => {
  it('is a box that a terminal can open, driven by lines', async () => {
    const port = await newPath();
    const box = boxCommand([port]);
    await box.untilPrinted(`Virtual box VIRTUAL-1 ready; a terminal opens ${port}.`);
    const { source, told } = listen(port);
    await told.untilState('live');
    box.write('r\n');
    await box.untilPrinted('Pressed 2 (red); count 1.');
    await told.until(() => told.presses.length === 1);
    box.write('g\nn\n2\n');
    await told.until(() => told.presses.length === 3);
    expect(
      told.presses.map(({ boxId, button, count, recovered }) => [boxId, button, count, recovered]),
    ).toEqual([
      ['VIRTUAL-1', 2, 1, null],
      ['VIRTUAL-1', 0, 1, null],
      ['VIRTUAL-1', 1, 1, null],
    ]);
    source.signal({ kind: 'lamp', boxId: 'VIRTUAL-1', button: 2, durationMs: 800 });
    await box.untilPrinted('Lamp 2 (red) for 800 ms.');
    source.signal({ kind: 'buzzer', durationMs: 150 });
    await box.untilPrinted('Buzzer for 150 ms.');
    box.write('b\nr\n');
    await told.until(() => told.presses.length === 4);
    expect(told.presses[3]).toMatchObject({
      button: 2,
      count: 1,
      boot: (told.presses[0]?.boot ?? 0) + 1,
    });
    box.write('u\nx\n');
    await box.untilPrinted('Silent.');
    box.write('q\n');
    expect(await box.ended).toBe(0);
    expect(box.printed().error).toBe('');
    expect([existsSync(port), existsSync(`${port}.box`)]).toEqual([false, false]);
  });

  it('uses a device that is there', async () => {
    const pty = await openPtyPair();
    cleanUp.push(pty.close);
    const box = boxCommand([pty.boxPath]);
    await box.untilPrinted(`Virtual box VIRTUAL-1 connected to ${pty.boxPath}.`);
    const { told } = listen(pty.terminalPath);
    await told.untilState('live');
    box.write('1');
    await told.until(() => told.presses.length === 1);
    expect(told.presses).toMatchObject([{ button: 0, recovered: null }]);
  });

  it('cleans up when it is ended', async () => {
    const port = await newPath();
    const box = boxCommand([port]);
    await box.untilPrinted('ready');
    box.process.kill('SIGTERM');
    expect(await box.ended).toBe(0);
    expect([existsSync(port), existsSync(`${port}.box`)]).toEqual([false, false]);
  });

  it('says in one line what is missing', async () => {
    const noSocat = boxCommand([await newPath()], { PATH: '/nonexistent' });
    expect(await noSocat.ended).toBe(1);
    expect(noSocat.printed()).toEqual({
      out: '',
      error: 'The program socat is missing; install it (on Debian: apt-get install socat).\n',
    });
    const noPath = boxCommand([]);
    expect(await noPath.ended).toBe(1);
    expect(noPath.printed().error).toBe(
      'Name a path: npm run box -- PATH. A serial device there is used; otherwise a pty is made.\n',
    );
    const noPort = boxCommand([program]);
    expect(await noPort.ended).toBe(1);
    expect(noPort.printed()).toEqual({
      out: '',
      error: `${program} is not a serial device: name one, or a path where there is nothing yet.\n`,
    });
    const noFolder = boxCommand(['/nonexistent/port']);
    expect(await noFolder.ended).toBe(1);
    expect(noFolder.printed().error).toBe(
      'socat ended with code 1: symlink("/dev/pts/N", "/nonexistent/port"): No such file or directory. Choose a path in a folder that can be written.\n'.replace(
        'N',
        /pts\/(\d+)/.exec(noFolder.printed().error)?.[1] ?? 'N',
      ),
    );
  });
});
