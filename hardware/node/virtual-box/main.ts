import { existsSync, readFileSync, statSync } from 'node:fs';
import { startProcessTimer } from '../start-timer.ts';
import { type BoxOptions, parseBoxOptions, USAGE } from './box-options.ts';
import { buttonName } from './button-keys.ts';
import { buttonsFileFor, buttonsOf, chooseBox, type ChosenBox } from './chosen-box.ts';
import { describeNews } from './describe-news.ts';
import { describeKeys, type Keyboard, pressKey } from './keyboard.ts';
import type { LineFaultEvent } from './line-faults.ts';
import { createPtyPair, type PtyPair } from './pty-pair.ts';
import { runChosenBox } from './run-chosen-box.ts';
import type { DeviceEvent } from './virtual-device.ts';

/** Undoes what was begun, the last first. */
const endings: (() => Promise<void>)[] = [];
// Before anything is begun, so that a signal leaves nothing behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, quit);
}

const options = readOptions();
const { path } = options;
const chosen = choose();
const buttons = buttonsOf(chosen);
if (options.stuck !== null && !buttons.includes(options.stuck)) {
  fail(
    `--stuck: this box has no button ${buttonName(options.stuck)}; it has ${buttons.join(', ')}.`,
  );
}
const isThere = existsSync(path);
if (isThere && !statSync(path).isCharacterDevice()) {
  fail(`${path} is not a serial device: name one, or a path where there is nothing yet.`);
}
const pair = isThere ? null : await pairAt(path);
let keyboard: Keyboard = {
  buttons,
  driver: chosen.driver,
  chatter: options.chatter,
  awaitsHold: false,
};

const started = await runChosenBox(
  pair?.boxPath ?? path,
  {
    chosen,
    startTimer: startProcessTimer,
    random: Math.random,
    before: [
      ...options.faults.map((fault) => ({ type: 'fault-toggled', fault }) as const),
      ...(options.silent ? [{ type: 'silence-toggled' } as const] : []),
    ],
  },
  {
    onOpen: greet,
    onNews: (news) => {
      const text = describeNews(news);
      if (text !== null) {
        console.log(text);
      }
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
endings.push(() => running.stop());
if (options.stuck !== null) {
  running.step({ type: 'hold-toggled', button: options.stuck });
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

function press(key: string): void {
  const pressed = pressKey(keyboard, key);
  ({ keyboard } = pressed);
  const { command } = pressed;
  switch (command.type) {
    case 'device':
      step(command.event);
      break;
    case 'say':
      console.log(command.text);
      break;
    case 'help':
      console.log(describeKeys(keyboard));
      break;
    case 'quit':
      quit();
      break;
    case 'nothing':
      break;
  }
}

function step(event: DeviceEvent | LineFaultEvent): void {
  running.step(event);
}

function greet(): void {
  const called = chosen.driver === 'glimlach' ? chosen.box.boxId : `of the driver ${chosen.driver}`;
  const where = pair === null ? `connected to ${path}` : `ready; a terminal opens ${path}`;
  console.log(`Virtual box ${called} ${where}.`);
  console.log(
    options.configFile === null
      ? `Its buttons file: ${buttonsFileFor(chosen.driver, pair === null ? 'the other end of the line' : path)}`
      : `Its words are those of ${options.configFile}; the port there must be ${pair === null ? 'the other end of the line' : path}.`,
  );
  if (options.chatter) {
    console.log('Chatter on: each press bounces.');
  }
  console.log(describeKeys(keyboard));
}

function readOptions(): BoxOptions {
  const parsed = parseBoxOptions(process.argv.slice(2));
  if (!parsed.ok) {
    return fail(parsed.problem);
  }
  if (parsed.options === 'help') {
    console.log(USAGE);
    process.exit(0);
  }
  return parsed.options;
}

function choose(): ChosenBox {
  const { configFile } = options;
  // The start number must rise from run to run, as a real box's does; the clock is the memory we have.
  const choice = chooseBox(
    options,
    configFile === null ? null : read(configFile),
    Math.floor(Date.now() / 1_000),
  );
  return choice.ok ? choice.chosen : fail(choice.problem);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    return fail(
      `--config: ${file} cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}.`,
    );
  }
}

async function pairAt(terminalPath: string): Promise<PtyPair> {
  const result = await createPtyPair(terminalPath);
  if (!result.ok) {
    return fail(result.detail);
  }
  endings.push(() => result.pair.close());
  return result.pair;
}

function quit(): void {
  void endings
    .splice(0)
    .reduceRight((before, end) => before.then(end), Promise.resolve())
    .then(() => {
      process.exit(0);
    });
}

function fail(detail: string): never {
  console.error(detail);
  process.exit(1);
}
