import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type BoxConfiguration,
  readButtonsConfiguration,
} from '../../../contract/box-configuration.ts';
import type { ButtonTrouble } from '../../../contract/box-status.ts';
import type { ButtonSource } from '../../../hardware/button-source.ts';
import { openButtonSources } from '../../../hardware/node/button-sources.ts';
import type { DriverClock } from '../../../hardware/node/line-driver.ts';
import { startProcessTimer } from '../../../hardware/node/start-timer.ts';
import { runChosenBox } from '../../../hardware/node/virtual-box/run-chosen-box.ts';
import { newVirtualBox } from '../../../hardware/node/virtual-box/virtual-box.ts';
import { type BoxCommand, boxCommand } from '../../support/box-command.ts';
import { fastClock } from '../../support/fast-clock.ts';
import { openPtyPair } from '../../support/serial-pty.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { toldBySource, type ToldBySource } from '../../support/told-by-source.ts';

const realClock: DriverClock = { now: () => performance.now(), startTimer: startProcessTimer };
const anyFile = fileURLToPath(import.meta.url);

function run(args: readonly string[], environment?: NodeJS.ProcessEnv): BoxCommand {
  const box = boxCommand(args, environment);
  onTestFinished(box.end);
  return box;
}

/** A path in a folder of its own, where there is nothing yet. */
async function newPath(name = 'port'): Promise<string> {
  const folder = await temporaryFolder('virtual-box');
  onTestFinished(folder.remove);
  return path.join(folder.path, name);
}

type Told = { readonly source: ButtonSource; readonly told: ToldBySource };

/** A terminal whose buttons file is what the box says it should be. */
async function listenTo(box: BoxCommand, clock = realClock): Promise<Told> {
  return listen({ boxes: await box.boxes(), clock });
}

function listen({
  boxes,
  clock,
}: Pick<Parameters<typeof openButtonSources>[0], 'boxes' | 'clock'>): Told {
  const source = openButtonSources({ boxes, baseline: new Map(), clock });
  if (source === null) {
    throw new Error('A configured box has a source.');
  }
  const told = toldBySource();
  onTestFinished(() => source.stop());
  source.start(told.listener);
  return { source, told };
}

function troublesOf({ boxes }: ToldBySource): readonly ButtonTrouble[] {
  return boxes().flatMap((status) => (status.state === 'live' ? status.troubles : []));
}

function pressesOf({ presses }: ToldBySource): unknown[] {
  return presses.map(({ button, count, recovered }) => [button, count, recovered]);
}

/** Boxes of other words than those the program would choose. */
const BOXES = {
  line: {
    driver: 'line',
    baudRate: 19_200,
    presses: { 'KEY*DOWN': 3 },
    releases: { 'KEY*UP': 3 },
  },
  byte: { driver: 'byte', presses: { '0x01': 3 }, releases: { '0x02': 3 } },
  'modbus-rtu': {
    driver: 'modbus-rtu',
    modules: [
      { unit: 7, inputs: { 16: 1 }, normallyClosed: true },
      { unit: 9, table: 'coils', inputs: { 5: 3 } },
    ],
    timeoutMs: 2_000,
  },
} as const;
type Driver = keyof typeof BOXES;
/** Often enough for a test; modules need none, they are asked. */
const HEARTBEATS = {
  line: { heartbeat: { pattern: 'T=* C', everyMs: 300 } },
  byte: { heartbeat: { pattern: '0x00', everyMs: 300 } },
  'modbus-rtu': { timeoutMs: 20 },
} as const;
const DRIVERS: readonly Driver[] = ['line', 'byte', 'modbus-rtu'];

/** Runs a box of these words, from a buttons file that has others as well. */
async function runConfigured(
  driver: Driver,
  more: Readonly<Record<string, unknown>> = {},
): Promise<{ box: BoxCommand; boxes: readonly BoxConfiguration[] }> {
  const file = await newPath('buttons.json');
  const port = path.join(path.dirname(file), 'port');
  const text = JSON.stringify({
    boxes: [
      { driver: 'glimlach', port: '/dev/null' },
      { ...BOXES[driver], ...more, port },
      { ...BOXES[driver], port: '/dev/zero' },
    ],
  });
  await writeFile(file, text);
  const box = run([port, '--driver', driver, '--config', file]);
  await box.untilPrinted(`Its words are those of ${file}; the port there must be ${port}.`);
  const read = readButtonsConfiguration(text);
  if (!read.ok) {
    throw new Error(read.problem);
  }
  return { box, boxes: read.configuration.boxes.slice(1, 2) };
}

describe('npm run box', () => {
  it('is a Glimlach box that a terminal can open, driven by lines', async () => {
    const port = await newPath();
    const box = run([port]);
    await box.untilPrinted(`Virtual box VIRTUAL-1 ready; a terminal opens ${port}.`);
    const { source, told } = await listenTo(box);
    await told.untilState('live');
    box.write('r\n');
    await box.untilPrinted('Pressed 2 (red); count 1.');
    await told.until(() => told.presses.length === 1);
    box.write('g\nn\n2\ns\n');
    await told.until(() => told.presses.length === 4);
    expect(told.presses.map(({ boxId }) => boxId)).toEqual(Array(4).fill('VIRTUAL-1'));
    expect(pressesOf(told)).toEqual([
      [2, 1, null],
      [0, 1, null],
      [1, 1, null],
      [5, 1, null],
    ]);
    source.signal({ kind: 'lamp', boxId: 'VIRTUAL-1', button: 2, durationMs: 800 });
    await box.untilPrinted('Lamp 2 (red) for 800 ms.');
    source.signal({ kind: 'buzzer', durationMs: 150 });
    await box.untilPrinted('Buzzer for 150 ms.');
    source.signal({ kind: 'beacon', durationMs: 60_000 });
    await box.untilPrinted('Beacon on for 60,000 ms.');
    box.write('b\nr\n');
    await told.until(() => told.presses.length === 5);
    expect(told.presses[4]).toMatchObject({
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
    onTestFinished(pty.close);
    const box = run([pty.boxPath, '--serial-number', 'GB 7', '--buttons', '3']);
    await box.untilPrinted(`Virtual box GB 7 connected to ${pty.boxPath}.`);
    const { told } = listen({
      boxes: [{ driver: 'glimlach', port: pty.terminalPath }],
      clock: realClock,
    });
    await told.untilState('live');
    box.write('s1');
    await box.untilPrinted('This box has no button 5 (staff).');
    await told.until(() => told.presses.length === 1);
    expect(told.presses).toMatchObject([{ boxId: 'GB 7', button: 0, recovered: null }]);
  });

  it('cleans up when it is ended', async () => {
    const port = await newPath();
    const box = run([port, '--driver', 'line', '--stuck', 'r']);
    await box.untilPrinted('and holding it');
    box.interrupt('SIGTERM');
    expect(await box.ended).toBe(0);
    expect([existsSync(port), existsSync(`${port}.box`)]).toEqual([false, false]);
  });

  it('lists its options and keys', async () => {
    const help = run(['--help']);
    expect(await help.ended).toBe(0);
    expect(help.printed().out).toMatch(/^npm run box -- PATH \[options\]\n/);
    const box = run([await newPath()]);
    await box.untilPrinted('q quits.');
    box.write('?');
    await box.untilPrinted('q quits.', 2);
  });
});

describe.each(DRIVERS)('npm run box of the driver %s', (driver) => {
  it('prints a buttons file with which a terminal counts every press once and lights its lamps', async () => {
    const box = run([await newPath(), '--driver', driver]);
    const { source, told } = await listenTo(box);
    await told.untilState('live');
    for (const [made, key] of ['g', 'r', 'y', 's'].entries()) {
      box.write(key);
      await told.until(() => told.presses.length === made + 1);
    }
    expect(pressesOf(told)).toEqual([
      [0, 1, null],
      [2, 1, null],
      [1, 1, null],
      [5, 1, null],
    ]);
    const boxId = told.presses[0]?.boxId ?? '';
    source.signal({ kind: 'lamp', boxId, button: 2, durationMs: 40 });
    await box.untilPrinted('Lamp 2 (red) on.');
    await box.untilPrinted('Lamp 2 (red) off.');
    source.signal({ kind: 'beacon', durationMs: 40 });
    await box.untilPrinted('Beacon on.');
  });

  it('has a press that bounces counted once', async () => {
    const box = run([await newPath(), '--driver', driver, '--chatter']);
    const { told } = await listenTo(box);
    await told.untilState('live');
    box.write('r');
    await told.until(() => told.presses.length === 1);
    box.write('g');
    await told.until(() => told.presses.length === 2);
    await box.untilPrinted('Pressed 0 (green), bouncing; count 1.');
    // Every bounce of red came before the clean press, which comes before the line falls silent.
    box.write('cy');
    await told.until(() => told.presses.length === 3);
    expect(pressesOf(told)).toEqual([
      [2, 1, null],
      [0, 1, null],
      [1, 1, null],
    ]);
  });

  it('is stale when it says nothing any more, and recovers', async () => {
    const { box, boxes } = await runConfigured(driver, HEARTBEATS[driver]);
    const { told } = listen({ boxes, clock: realClock });
    await told.untilState('live');
    box.write('u');
    await told.untilState('stale');
    await box.untilPrinted('Silent.');
    box.write('u');
    await told.untilState('live');
    box.write('4');
    await told.until(() => told.presses.length === 1);
    expect(pressesOf(told)).toEqual([[3, 1, null]]);
  });

  it('has a button that is held reported as stuck, until it is let go', async () => {
    const { box, boxes } = await runConfigured(driver);
    const { told } = listen({ boxes, clock: fastClock(10) });
    await told.untilState('live');
    box.write('h4');
    await box.untilPrinted('Pressed 3 and holding it; count 1.');
    await told.until(() => troublesOf(told).length > 0);
    expect(troublesOf(told)).toEqual([{ button: 3, kind: 'stuck' }]);
    expect(pressesOf(told)).toEqual([[3, 1, null]]);
    expect(told.reports.map(({ detail }) => detail)).toContainEqual(
      expect.stringMatching(/^Button 3 of box .+ is stuck; check the button and its wires\.$/),
    );
    box.write('h4');
    await told.until(() => troublesOf(told).length === 0);
  });

  it('is heard byte by byte', async () => {
    const { box, boxes } = await runConfigured(driver);
    const { told } = listen({ boxes, clock: realClock });
    await told.untilState('live');
    box.write('t4');
    await told.until(() => told.presses.length === 1);
    expect(pressesOf(told)).toEqual([[3, 1, null]]);
  });
});

describe('npm run box of the Glimlach protocol', () => {
  it('has every press counted once, whatever the line loses and invents', async () => {
    const box = run([await newPath(), '--drops', '--noise']);
    const { told } = await listenTo(box);
    // Of a box that was never heard, counting begins with the first counters that are: until then a frame may be lost.
    await told.until(() => told.readings.length > 0);
    box.write('gnyrnsg1n2345'.repeat(4));
    // 10 presses in each of 4 rounds.
    await told.until(() => told.presses.length >= 40);
    const counted = told.presses.map(({ button, count }) => `${button} ${count}`);
    expect(counted.toSorted()).toEqual(
      Object.entries({ 0: 12, 1: 8, 2: 8, 3: 4, 4: 4, 5: 4 })
        .flatMap(([button, presses]) =>
          Array.from({ length: presses }, (_, press) => `${button} ${press + 1}`),
        )
        .toSorted(),
    );
  });

  it('counts a press that bounces once, and says that its button chatters until it is quiet', async () => {
    const box = run([await newPath(), '--chatter']);
    const { told } = await listenTo(box);
    await told.untilState('live');
    box.write('rr');
    await told.until(() => troublesOf(told).length > 0);
    expect(troublesOf(told)).toEqual([{ button: 2, kind: 'chatter' }]);
    await box.untilPrinted('Told: 2 (red) chatters.');
    await told.until(() => troublesOf(told).length === 0);
    box.write('cr');
    await told.until(() => told.presses.length === 2);
    expect(pressesOf(told)).toEqual([
      [2, 1, null],
      [2, 2, null],
    ]);
  });

  it('is stale when it says nothing any more, and what was pressed meanwhile is recovered', async () => {
    const box = run([await newPath()]);
    const { told } = await listenTo(box);
    await told.untilState('live');
    box.write('ug');
    await told.untilState('stale');
    box.write('u');
    await told.until(() => told.presses.length === 1);
    expect(told.presses).toMatchObject([{ button: 0, count: 1, recovered: {} }]);
  });

  it('says that a button is stuck that is held for 30 s', async () => {
    const clock = fastClock(20);
    const pty = await openPtyPair();
    onTestFinished(pty.close);
    const { promise: lost, reject } = Promise.withResolvers<never>();
    const started = await runChosenBox(
      pty.boxPath,
      {
        chosen: { driver: 'glimlach', box: newVirtualBox('GB-1', 1, 6) },
        startTimer: clock.startTimer,
        random: () => 0,
        before: [],
      },
      { onOpen: () => undefined, onNews: () => undefined, onLost: reject },
    );
    if (!started.ok) {
      throw new Error(started.detail);
    }
    onTestFinished(() => started.running.stop());
    const { told } = listen({ boxes: [{ driver: 'glimlach', port: pty.terminalPath }], clock });
    await told.untilState('live');
    started.running.step({ type: 'hold-toggled', button: 5 });
    await Promise.race([lost, told.until(() => troublesOf(told).length > 0)]);
    expect(troublesOf(told)).toEqual([{ button: 5, kind: 'stuck' }]);
    started.running.step({ type: 'hold-toggled', button: 5 });
    await Promise.race([lost, told.until(() => troublesOf(told).length === 0)]);
    expect(pressesOf(told)).toEqual([[5, 1, null]]);
  });

  it('is not used while it speaks another version, and is afterwards', async () => {
    const box = run([await newPath(), '--wrong-version']);
    const { told } = await listenTo(box);
    await told.until(() =>
      told.statuses.some(
        (status) =>
          status.state === 'searching' &&
          status.detail.includes('The box speaks protocol version 2'),
      ),
    );
    box.write('gv');
    await box.untilPrinted('Speaking version 1 of the protocol.');
    await told.untilState('live');
    box.write('g');
    // The one before is older than all that is known of this box.
    await told.until(() => told.presses.length === 1);
    expect(pressesOf(told)).toEqual([[0, 2, null]]);
  });

  it('is told from a twin of the same serial number', async () => {
    const boxes = [run([await newPath()]), run([await newPath()])];
    const { told } = listen({
      boxes: (await Promise.all(boxes.map((box) => box.boxes()))).flat(),
      clock: realClock,
    });
    await told.until(() => told.reports.some(({ kind }) => kind === 'same-box-twice'));
    await told.until(() => told.boxes().some(({ state }) => state === 'live'));
    expect(told.boxes().map(({ state }) => state)).toContain('searching');
  });

  it.each([
    ['late', '--slow'],
    ['byte by byte', '--trickle'],
  ])('is heard although all it says comes %s', async (_, option) => {
    const box = run([await newPath(), option]);
    const { told } = await listenTo(box);
    await told.untilState('live');
    box.write('grs');
    await told.until(() => told.presses.length === 3);
    expect(pressesOf(told)).toEqual([
      [0, 1, null],
      [2, 1, null],
      [5, 1, null],
    ]);
  });
});

describe('npm run box, asked for what it cannot be', () => {
  async function refusal(
    args: readonly string[],
    environment?: NodeJS.ProcessEnv,
  ): Promise<string> {
    const box = run(args, environment);
    expect(await box.ended).toBe(1);
    const { out, error } = box.printed();
    expect(out).toBe('');
    return error;
  }

  it('says in one line what is missing', async () => {
    expect(await refusal([await newPath()], { PATH: '/nonexistent' })).toBe(
      'The program socat is missing; install it (on Debian: apt-get install socat).\n',
    );
    expect(await refusal([])).toBe(
      'Name a path: npm run box -- PATH. A serial device there is used; otherwise a pty is made.\n',
    );
    expect(await refusal([anyFile])).toBe(
      `${anyFile} is not a serial device: name one, or a path where there is nothing yet.\n`,
    );
    expect((await refusal(['/nonexistent/port'])).replace(/pts\/\d+/, 'pts/N')).toBe(
      'socat ended with code 1: symlink("/dev/pts/N", "/nonexistent/port"): No such file or directory. Choose a path in a folder that can be written.\n',
    );
  });

  it('says in one line what is wrong with an option or a buttons file', async () => {
    const port = await newPath();
    expect(await refusal([port, '--driver', 'midi'])).toBe(
      'There is no driver "midi": --driver is one of glimlach, line, byte, modbus-rtu.\n',
    );
    expect(await refusal([port, '--driver', 'line', '--config', '/nonexistent'])).toBe(
      "--config: /nonexistent cannot be read: ENOENT: no such file or directory, open '/nonexistent'.\n",
    );
    expect(await refusal([port, '--driver', 'byte', '--stuck', '4'])).toBe(
      '--stuck: this box has no button 3; it has 0, 1, 2, 5.\n',
    );
    const file = await newPath('buttons.json');
    await writeFile(file, '{"boxes":[{"driver":"glimlach","port":"auto"}]}');
    expect(await refusal([port, '--driver', 'line', '--config', file])).toBe(
      `${file} has no box of the driver line: its boxes are glimlach.\n`,
    );
    await writeFile(file, '{"boxes":[{"driver":"line","port":"/tmp/box"}]}');
    expect(await refusal([port, '--driver', 'line', '--config', file])).toMatch(
      /^\S+buttons\.json: boxes\.0\.presses: [^\n]+\.\n$/,
    );
  });
});
