import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ensureCommand } from '../../build/debian-packages.ts';
import { temporaryFolder } from './temporary-folder.ts';

const execute = promisify(execFile);

/** What somebody at a desktop asks of the window manager; the rest of its keys are the operating system's to lock. */
const KEYS: Readonly<Record<string, string>> = {
  'A-F4': 'Close',
  'A-F9': 'Iconify',
  'A-F11': 'ToggleFullscreen',
  'A-F6': 'Unfocus',
};

const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc"><keyboard>${Object.entries(KEYS)
  .map(([key, action]) => `<keybind key="${key}"><action name="${action}"/></keybind>`)
  .join('')}</keyboard></openbox_config>`;

/** The virtual display with a window manager on it, and a hand at its keyboard and mouse. */
export type XDesktop = AsyncDisposable & {
  /** Presses and releases a key by its X name, such as `ctrl+shift+i`, as the X server's own keyboard. */
  key(name: string): Promise<void>;
  /** Presses and releases a mouse button; 2 is the middle, 3 the right, 4 to 7 the wheel, 8 and 9 go back and forth. */
  click(button: number, x: number, y: number, held?: string): Promise<void>;
  drag(from: readonly [number, number], to: readonly [number, number]): Promise<void>;
  /** The visible windows of a process, among them those that are no page: menus, dialogs. */
  windowsOf(pid: number): Promise<readonly string[]>;
};

/** Starts a window manager on the display of this process, which must have none yet. */
export async function startXDesktop(): Promise<XDesktop> {
  const xdotool = ensureCommand('xdotool', 'xdotool');
  const folder = await temporaryFolder('desktop');
  const settings = path.join(folder.path, 'rc.xml');
  await writeFile(settings, SETTINGS);
  // It runs the startup command when it has taken hold of the display.
  const manager = spawn(
    ensureCommand('openbox', 'openbox'),
    ['--sm-disable', '--config-file', settings, '--startup', 'echo ready'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = once(manager, 'exit');
  const ready = await Promise.race([
    once(manager.stdout, 'data').then(() => true),
    ended.then(() => false),
  ]);
  if (!ready) {
    await folder.remove();
    throw new Error('openbox could not take hold of the display: is there another window manager?');
  }
  const hand = startHand(xdotool);
  return {
    async key(name) {
      await hand.act('key', '--clearmodifiers', '--delay', '1', name);
    },
    async click(button, x, y, held) {
      const press = ['click', String(button)];
      await hand.act(
        'mousemove',
        String(x),
        String(y),
        ...(held === undefined ? press : ['keydown', held, ...press, 'keyup', held]),
      );
    },
    async drag(from, to) {
      const [start, end] = [from, to].map((at) => ['mousemove', ...at.map(String)]);
      await hand.act(...(start ?? []), 'mousedown', '1', ...(end ?? []), 'mouseup', '1');
    },
    async windowsOf(pid) {
      // It exits with 1 where there is none.
      const found = await execute(xdotool, [
        'search',
        '--all',
        '--onlyvisible',
        '--pid',
        String(pid),
        '--name',
        '',
      ]).catch(() => ({ stdout: '' }));
      return found.stdout.split('\n').filter((id) => id !== '');
    },
    async [Symbol.asyncDispose]() {
      await hand.rest();
      manager.kill();
      await ended;
      await folder.remove();
    },
  };
}

/** One program for everything that is done on the display: to start one takes longer than to press a key. */
type Hand = {
  /** Resolves when the X server has been told. */
  act(...words: readonly string[]): Promise<void>;
  rest(): Promise<void>;
};

function startHand(xdotool: string): Hand {
  // By lines, or it would keep its answers to itself until there are many.
  const program = spawn(ensureCommand('stdbuf', 'coreutils'), ['-oL', xdotool, '-'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(program, 'exit');
  const answers = createInterface(program.stdout)[Symbol.asyncIterator]();
  return {
    async act(...words) {
      // It carries out line by line, and the second one it answers.
      program.stdin.write(`${words.join(' ')}\ngetdisplaygeometry\n`);
      const { done } = await answers.next();
      if (done === true) {
        throw new Error(`xdotool ended before it had done: ${words.join(' ')}`);
      }
    },
    async rest() {
      program.stdin.end();
      await ended;
    },
  };
}
