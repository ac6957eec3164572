import { once } from 'node:events';
import { createWriteStream, realpathSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ModbusBoxConfiguration } from '../../../contract/box-configuration.ts';
import type { BoxPress } from '../../../hardware/button-source.ts';
import type { Heard } from '../../../hardware/drivers/session.ts';
import { configuredDriver, type DriverClock } from '../../../hardware/node/line-driver.ts';
import { openModbusLine } from '../../../hardware/node/modbus-line.ts';
import { SerialButtonSource } from '../../../hardware/node/serial-button-source.ts';
import { startProcessTimer } from '../../../hardware/node/start-timer.ts';
import { configuredBox } from '../../support/configured-box.ts';
import { fastClock } from '../../support/fast-clock.ts';
import { openFiles } from '../../support/open-files.ts';
import { type PluggedModules, plugInModules } from '../../support/plugged-modules.ts';
import { openPtyPair, type SerialPty } from '../../support/serial-pty.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { toldBySource, type ToldBySource } from '../../support/told-by-source.ts';

const realTime: DriverClock = { now: () => performance.now(), startTimer: startProcessTimer };
/** For what waits for a box to be given up. */
const fast = fastClock(4);

async function line(at?: string): Promise<SerialPty> {
  const pty = await openPtyPair(at);
  onTestFinished(pty.close);
  return pty;
}

/** Two modules of four buttons each; the debounce is none, because time is not what these tests are about. */
function configured(terminalPath: string, more: object = {}): ModbusBoxConfiguration {
  return configuredBox('modbus-rtu', {
    port: terminalPath,
    boxId: 'till-7',
    modules: [
      { unit: 1, inputs: { 0: 0, 1: 1, 2: 2, 3: 3 } },
      { unit: 2, inputs: { 0: 4, 1: 5, 2: 6, 3: 7 } },
    ],
    debounceMs: 0,
    ...more,
  });
}

/**
 * More than is configured: unit 2 has 12 inputs, and each has two coils, where buttons can be as well. Made for a fast
 * line, so that a finger stays on a button no longer than fingers do.
 */
const ON_THE_LINE = configured('/dev/null', {
  baudRate: 115_200,
  modules: [
    { unit: 1, inputs: numbered(4, 0) },
    { unit: 2, inputs: numbered(12, 4) },
    { unit: 1, table: 'coils', inputs: { 1: 16 } },
    { unit: 2, table: 'coils', inputs: { 1: 17 } },
  ],
});

/** Inputs from 0, with the buttons from `first`. */
function numbered(inputs: number, first: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Array.from({ length: inputs }, (_, input) => [input, first + input]));
}

async function plugIn(boxPath: string): Promise<PluggedModules> {
  const modules = await plugInModules(boxPath, ON_THE_LINE);
  onTestFinished(modules.unplug);
  return modules;
}

function listen(
  terminalPath: string,
  more: object = {},
  clock = realTime,
): { source: SerialButtonSource; told: ToldBySource } {
  const source = new SerialButtonSource({
    path: terminalPath,
    baseline: new Map(),
    ...clock,
    driver: configuredDriver(configured(terminalPath, more), clock),
  });
  const told = toldBySource();
  onTestFinished(() => source.stop());
  source.start(told.listener);
  return { source, told };
}

/** Presses until it is counted, and lets go until that is known. */
async function pressAndRelease(
  modules: PluggedModules,
  told: ToldBySource,
  button: number,
): Promise<void> {
  const before = told.presses.length;
  modules.hold(button);
  await told.until(() => told.presses.length > before);
  modules.release(button);
  await modules.known(button < 4 ? 1 : 2);
}

/** What keeps this process busy now. */
function resources(): { readonly timers: number; readonly others: readonly string[] } {
  const all = process.getActiveResourcesInfo();
  const others = all.filter((kind) => kind !== 'Timeout').toSorted();
  return { timers: all.length - others.length, others };
}

function pressesIn(presses: readonly BoxPress[]): readonly (readonly [number, number])[] {
  return presses.map(({ button, count }) => [button, count]);
}

describe('a box of Modbus modules', () => {
  it('is found, and each press on each of its modules is counted once', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { told } = listen(terminalPath);
    await told.untilState('live');
    for (const button of [2, 7, 7, 0, 4]) {
      await pressAndRelease(modules, told, button);
    }
    modules.hold(1);
    modules.hold(5);
    await told.until(() => told.presses.length === 7);
    expect(pressesIn(told.presses.slice(0, 5))).toEqual([
      [2, 1],
      [7, 1],
      [7, 2],
      [0, 1],
      [4, 1],
    ]);
    expect(new Set(told.presses.slice(5).map(({ button }) => button))).toEqual(new Set([1, 5]));
    expect(
      told.presses.every(({ boxId, recovered }) => boxId === 'till-7' && recovered === null),
    ).toBe(true);
    expect(told.statuses.at(-1)).toEqual({
      state: 'live',
      boxId: 'till-7',
      driver: 'modbus-rtu',
      firmware: null,
      path: terminalPath,
      troubles: [],
    });
  });

  it('hears the press of a finger', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { told } = listen(terminalPath, { modules: [{ unit: 2, inputs: { 1: 0, 11: 6 } }] });
    await told.untilState('live');
    modules.press(4 + 11);
    await told.until(() => told.presses.length === 1);
    expect(pressesIn(told.presses)).toEqual([[6, 1]]);
  });

  it('hears its inputs where a module has them among its coils', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { told } = listen(terminalPath, {
      modules: [{ unit: 1, table: 'coils', inputs: { 1: 3 } }],
    });
    await told.untilState('live');
    modules.hold(16);
    await told.until(() => told.presses.length === 1);
    expect(pressesIn(told.presses)).toEqual([[3, 1]]);
  });

  it('switches its coils on and off, and off what somebody left on', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { source, told } = listen(terminalPath, {
      outputs: { lamps: { 5: { unit: 2, coil: 1 } }, beacon: { unit: 1, coil: 0 } },
    });
    await told.untilState('live');
    await modules.untilSwitched(2);
    await modules.known(1);
    source.signal({ kind: 'lamp', boxId: 'till-7', button: 5, durationMs: 60_000 });
    expect([
      source.signal({ kind: 'beacon', durationMs: 100 }),
      source.signal({ kind: 'buzzer', durationMs: 100 }),
    ]).toEqual([true, false]);
    await modules.untilSwitched(5);
    expect(modules.switched).toEqual([
      'coil 1 of unit 2 off',
      'coil 0 of unit 1 off',
      'coil 1 of unit 2 on',
      'coil 0 of unit 1 on',
      'coil 0 of unit 1 off',
    ]);
    expect([modules.coils(1), modules.coils(2)]).toEqual([
      [false, false],
      [false, true],
    ]);
    expect(told.reports).toEqual([]);
  });

  it('is left with its coils off, also when one of its modules does not answer', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { source, told } = listen(terminalPath, {
      outputs: { lamps: { 5: { unit: 2, coil: 1 } }, beacon: { unit: 1, coil: 0 } },
      timeoutMs: 50,
    });
    await told.untilState('live');
    await modules.untilSwitched(2);
    source.signal({ kind: 'lamp', boxId: 'till-7', button: 5, durationMs: 60_000 });
    source.signal({ kind: 'beacon', durationMs: 60_000 });
    await modules.untilSwitched(4);
    modules.behave(2, { isSilent: true });
    await source.stop();
    expect([modules.coils(1), modules.coils(2)]).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  it('is left with its coils off when it is stale, however long a dead module is waited for', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { source, told } = listen(
      terminalPath,
      { outputs: { beacon: { unit: 1, coil: 0 } }, timeoutMs: 2_000 },
      fast,
    );
    await told.untilState('live');
    await modules.untilSwitched(1);
    source.signal({ kind: 'beacon', durationMs: 60_000 });
    await modules.untilSwitched(2);
    modules.behave(2, { isSilent: true });
    await told.untilState('stale');
    await modules.untilAsked(1, 2);
    await source.stop();
    expect(modules.switched.slice(2)).toEqual(['coil 0 of unit 1 off']);
  });

  it('has its coils off once it is given up because one of its modules is dead', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { source, told } = listen(
      terminalPath,
      { outputs: { beacon: { unit: 1, coil: 0 } } },
      fast,
    );
    await told.untilState('live');
    await modules.untilSwitched(1);
    source.signal({ kind: 'beacon', durationMs: 60_000 });
    await modules.untilSwitched(2);
    modules.behave(2, { isSilent: true });
    await modules.untilSwitched(3);
    expect(modules.coils(1)).toEqual([false, false]);
    expect(told.statuses.at(-1)).toMatchObject({ state: 'searching' });
  });

  it('is found again after it was unplugged', async () => {
    const folder = await temporaryFolder('modbus-replug');
    onTestFinished(folder.remove);
    const at = path.join(folder.path, 'modules');
    const pty = await line(at);
    const modules = await plugIn(pty.boxPath);
    const { told } = listen(at, {}, fast);
    await told.untilState('live');
    await pressAndRelease(modules, told, 3);

    await pty.close();
    await told.untilState('searching');
    const again = await line(at);
    const back = await plugIn(again.boxPath);
    await told.untilState('live');
    await pressAndRelease(back, told, 3);
    await pressAndRelease(back, told, 4);
    expect(pressesIn(told.presses)).toEqual([
      [3, 1],
      [3, 2],
      [4, 1],
    ]);
  });

  it('goes stale when one module is silent, says which, and counts again when it is back', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { told } = listen(terminalPath, {}, fast);
    await told.untilState('live');
    modules.behave(2, { isSilent: true });
    await told.untilState('stale');
    expect(told.reports[0]?.detail).toContain('Unit 2 does not answer');
    modules.hold(5);
    modules.behave(2, { isSilent: false });
    await told.untilState('live');
    await modules.known(2);
    expect(told.presses).toEqual([]);
    modules.release(5);
    await modules.known(2);
    await pressAndRelease(modules, told, 5);
    expect(pressesIn(told.presses)).toEqual([[5, 1]]);
  });

  it('has its beacon turned off on request while another of its modules is silent', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { source, told } = listen(terminalPath, { outputs: { beacon: { unit: 1, coil: 0 } } });
    await told.untilState('live');
    await modules.untilSwitched(1);
    source.signal({ kind: 'beacon', durationMs: 60_000 });
    await modules.untilSwitched(2);
    modules.behave(2, { isSilent: true });
    await told.untilState('stale');
    source.signal({ kind: 'beacon', durationMs: 0 });
    await modules.untilSwitched(3);
    expect(modules.coils(1)[0]).toBe(false);
    expect(told.statuses.at(-1)?.state).toBe('stale');
  });

  it('is not used when a module has no such inputs, and it is said what to check', async () => {
    const { terminalPath, boxPath } = await line();
    await plugIn(boxPath);
    const { told } = listen(terminalPath, { modules: [{ unit: 2, inputs: { 11: 0, 12: 1 } }] });
    await told.until(() => told.statuses.length > 2);
    expect(told.statuses.at(-1)).toEqual({
      state: 'searching',
      detail: `${terminalPath}: Unit 2 has no discrete inputs 11 to 12 (exception 2); check the addresses, which count from 0.`,
    });
  });

  it('loses no press by answers that get lost, come spoilt or too late', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { told } = listen(terminalPath, { timeoutMs: 50 });
    await told.untilState('live');
    for (const manners of [{ dropsAnswers: 1 }, { spoilsAnswers: 1 }, { answersAfterMs: 60 }]) {
      modules.behave(1, manners);
      modules.hold(1);
      await modules.known(1);
      modules.behave(1, { answersAfterMs: 0 });
      await modules.known(1);
      modules.release(1);
      await modules.known(1);
    }
    await pressAndRelease(modules, told, 1);
    expect(pressesIn(told.presses)).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [1, 4],
    ]);
  });

  it('takes no late answer for that of other inputs of its module', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { told } = listen(terminalPath, {
      modules: [
        { unit: 2, inputs: { 0: 0 } },
        { unit: 2, inputs: { 11: 1 } },
      ],
      timeoutMs: 50,
    });
    await told.untilState('live');
    modules.hold(4);
    await told.until(() => told.presses.length === 1);
    for (const answersAfterMs of [55, 75, 95, 120]) {
      modules.behave(2, { answersAfterMs });
      await modules.known(2);
      modules.behave(2, { answersAfterMs: 0 });
      for (let asked = 0; asked < 8; asked += 2) {
        await modules.known(2);
      }
    }
    modules.release(4);
    await modules.known(2);
    await modules.known(2);
    expect(pressesIn(told.presses)).toEqual([[0, 1]]);
    modules.hold(4 + 11);
    await told.until(() => told.presses.length === 2);
    expect(pressesIn(told.presses)).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('invents no press from ten million bytes of noise, and counts while and after they come', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const { told } = listen(terminalPath);
    await told.untilState('live');
    await pour(boxPath, 10_000_000);
    await modules.known(1);
    await modules.known(2);
    await told.untilState('live');
    expect(told.presses).toEqual([]);
    await pressAndRelease(modules, told, 2);
    await pressAndRelease(modules, told, 6);
    expect(pressesIn(told.presses)).toEqual([
      [2, 1],
      [6, 1],
    ]);
  });
});

describe('a Modbus line', () => {
  it('holds on to nothing after it was closed, however often and whenever that is', async () => {
    const { terminalPath, boxPath } = await line();
    await plugIn(boxPath);
    const device = realpathSync(terminalPath);
    await openAndClose(terminalPath, 'present');
    const before = resources();
    for (let cycle = 0; cycle < 100; cycle += 1) {
      const until = ([null, 'open', 'present', 'alive'] as const)[cycle % 4] ?? null;
      await openAndClose(terminalPath, until);
    }
    expect(openFiles()).not.toContain(device);
    const after = resources();
    expect(after.others).toEqual(before.others);
    // The test runner has timers of its own, which come and go; a cycle that left one would leave a hundred.
    expect(after.timers).toBeLessThan(before.timers + 10);
  });

  it('tells nothing once it was closed', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const closedAtOnce = await openAndClose(terminalPath, null);
    const closed = await openAndClose(terminalPath, 'present');
    const toldThen = closed.length;
    modules.hold(0);
    await openAndClose(terminalPath, 'alive');
    expect({ closedAtOnce, toldSince: closed.slice(toldThen) }).toEqual({
      closedAtOnce: [],
      toldSince: [],
    });
  });

  it('tells nothing from the call on that closes it, while its coils are switched off', async () => {
    const { terminalPath, boxPath } = await line();
    const modules = await plugIn(boxPath);
    const told: LineEvent[] = [];
    const { promise: closed, resolve } = Promise.withResolvers<undefined>();
    const configuration = configured(terminalPath, { outputs: { beacon: { unit: 1, coil: 0 } } });
    const open = openModbusLine(configuration, 'till-7', realTime.now, realTime.startTimer);
    const opened = open(terminalPath, {
      onOpen: () => {
        opened.verify();
      },
      onOpenFailed: () => told.push('open-failed'),
      onLost: () => told.push('lost'),
      onHearing: () => told.push('hearing'),
      onHeard: ({ type }) => {
        told.push(type);
        if (type === 'present') {
          opened.signal({ kind: 'beacon', durationMs: 60_000 });
        } else if (modules.coils(1)[0] === true) {
          modules.hold(0);
          told.length = 0;
          void opened.close().then(() => resolve(undefined));
        }
      },
    });
    await closed;
    expect({ told, coils: modules.coils(1) }).toEqual({ told: [], coils: [false, false] });
  });

  it('says that it lost its port under a request, and releases it', async () => {
    const pty = await line();
    const device = realpathSync(pty.terminalPath);
    expect(await openAndClose(pty.terminalPath, 'lost', pty.close)).toEqual(['open', 'lost']);
    expect(openFiles()).not.toContain(device);
  });

  it('says why it cannot be opened', async () => {
    const folder = await temporaryFolder('modbus-nothing');
    onTestFinished(folder.remove);
    const { told } = listen(path.join(folder.path, 'nothing'));
    await told.until(() => told.statuses.length === 2);
    expect(told.statuses[1]).toMatchObject({
      state: 'searching',
      detail: expect.stringContaining('No such file'),
    });
  });
});

type LineEvent = 'open' | 'open-failed' | 'lost' | 'hearing' | Heard['type'];

/**
 * Opens a line and closes it as soon as `until` was told, or at once.
 * @returns what was told, and is told yet.
 */
async function openAndClose(
  terminalPath: string,
  until: LineEvent | null,
  whenOpen: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly LineEvent[]> {
  const told: LineEvent[] = [];
  const { promise: over, resolve, reject } = Promise.withResolvers<undefined>();
  const tell = (event: LineEvent): void => {
    told.push(event);
    if (event === until) {
      resolve(undefined);
    }
  };
  const opened = openModbusLine(
    configured(terminalPath, { pollMs: 5 }),
    'till-7',
    realTime.now,
    realTime.startTimer,
  )(terminalPath, {
    onOpen: () => {
      opened.verify();
      tell('open');
      whenOpen().catch(reject);
    },
    onOpenFailed: () => {
      tell('open-failed');
    },
    onLost: () => {
      tell('lost');
    },
    onHearing: () => {
      tell('hearing');
    },
    onHeard: ({ type }) => {
      tell(type);
    },
  });
  if (until !== null) {
    await over;
  }
  await opened.close();
  return told;
}

/** Puts that many bytes on a line, as fast as it takes them; the same ones every time. */
async function pour(boxPath: string, bytes: number): Promise<void> {
  const stream = createWriteStream(boxPath);
  let state = 0x2545f491;
  for (let left = bytes; left > 0; left -= CHUNK_BYTES) {
    const chunk = Buffer.alloc(Math.min(left, CHUNK_BYTES));
    for (let at = 0; at < chunk.length; at += 1) {
      // Xorshift, by Marsaglia.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      chunk[at] = state & 0xff;
    }
    if (!stream.write(chunk)) {
      await once(stream, 'drain');
    }
  }
  stream.end();
  await finished(stream);
}

const CHUNK_BYTES = 65_536;
