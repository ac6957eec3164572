import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { startProcessTimer } from '../start-timer.ts';
import { keyCommand, KEYS } from './key-command.ts';
import { createPtyPair, type PtyPair } from './pty-pair.ts';
import { runVirtualBox } from './run-virtual-box.ts';
import { newVirtualBox, type VirtualBox, type VirtualBoxEvent } from './virtual-box.ts';

const NOISE_BYTES = 40;
/** What the buttons of a new touchpoint mean, in the order of their numbers. */
const COLOURS = ['green', 'yellow', 'red'];

const [path] = process.argv.slice(2);
if (path === undefined) {
  fail('Name a path: npm run box -- PATH. A serial device there is used; otherwise a pty is made.');
}
const isThere = existsSync(path);
if (isThere && !statSync(path).isCharacterDevice()) {
  fail(`${path} is not a serial device: name one, or a path where there is nothing yet.`);
}
const pair = isThere ? null : await pairAt(path);

// The start number must rise from run to run, as a real box's does; the clock is the memory we have.
const started = await runVirtualBox(
  pair?.boxPath ?? path,
  newVirtualBox('VIRTUAL-1', Math.floor(Date.now() / 1_000), COLOURS.length),
  startProcessTimer,
  {
    onLamp: (button, durationMs) => {
      console.log(`Lamp ${named(button)} for ${durationMs} ms.`);
    },
    onBuzzer: (durationMs) => {
      console.log(`Buzzer for ${durationMs} ms.`);
    },
    onBeacon: (durationMs) => {
      console.log(`Beacon for ${durationMs} ms.`);
    },
    onGreeted: () => undefined,
    onUnreadable: (detail) => {
      console.log(`Not understood: ${detail}`);
    },
    onLost: (detail) => {
      fail(`The line at ${path} is gone: ${detail}`);
    },
  },
);
if (!started.ok) {
  fail(`${path} cannot be opened: ${started.detail}`);
}
const { running } = started;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, quit);
}
if (process.stdin.isTTY) {
  process.stdin.setRawMode(true);
}
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text: string) => {
  for (const key of text) {
    press(key);
  }
});

const connected =
  pair === null ? `connected to ${path}` : `ready; a terminal opens ${pair.terminalPath}`;
console.log(`Virtual box ${running.box().boxId} ${connected}. ${KEYS}`);

function press(key: string): void {
  const command = keyCommand(key);
  switch (command.type) {
    case 'box':
      running.step(command.event);
      console.log(describe(command.event, running.box()));
      break;
    case 'noise':
      running.sendBytes(randomBytes(NOISE_BYTES));
      console.log(`Sent ${NOISE_BYTES} bytes of noise.`);
      break;
    case 'quit':
      quit();
      break;
    case 'nothing':
      break;
    case 'unknown':
      console.log(KEYS);
      break;
  }
}

function named(button: number): string {
  const colour = COLOURS[button];
  return colour === undefined ? String(button) : `${button} (${colour})`;
}

function describe(event: VirtualBoxEvent, box: VirtualBox): string {
  switch (event.type) {
    case 'pressed':
      return `Pressed ${named(event.button)}; count ${box.counts[event.button] ?? 0}.`;
    case 'restarted':
      return `Restarted; start number ${box.boot}.`;
    case 'silence-toggled':
      return box.silent ? 'Silent.' : 'Speaking again.';
    case 'started':
    case 'heartbeat-due':
    case 'heard':
      return '';
  }
}

async function pairAt(terminalPath: string): Promise<PtyPair> {
  const result = await createPtyPair(terminalPath);
  return result.ok ? result.pair : fail(result.detail);
}

/** The pty pair ends with the process. */
function quit(): void {
  void running
    .stop()
    .then(() => pair?.close())
    .then(() => {
      process.exit(0);
    });
}

function fail(detail: string): never {
  console.error(detail);
  process.exit(1);
}
