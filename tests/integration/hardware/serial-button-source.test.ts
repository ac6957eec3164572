import { realpathSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BoxBaseline, BoxPress } from '../../../hardware/button-source.ts';
import { SerialButtonSource } from '../../../hardware/node/serial-button-source.ts';
import type { StartTimer } from '../../../hardware/node/start-timer.ts';
import { newVirtualBox, stepVirtualBox } from '../../../hardware/node/virtual-box/virtual-box.ts';
import { encodeFrame } from '../../../hardware/protocol/frame.ts';
import { encodeBoxMessage } from '../../../hardware/protocol/messages.ts';
import { fastClock } from '../../support/fast-clock.ts';
import { manualTime } from '../../support/manual-time.ts';
import { plugInBox, type PluggedBox } from '../../support/plugged-box.ts';
import { openFiles } from '../../support/open-files.ts';
import { openPtyPair, type SerialPty } from '../../support/serial-pty.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { toldBySource, type ToldBySource } from '../../support/told-by-source.ts';

const NO_BASELINE: BoxBaseline = new Map();
const noTimer: StartTimer = () => () => undefined;

/** For what waits for real ports to close and open. */
const fast = fastClock(4);

async function line(at?: string): Promise<SerialPty> {
  const pty = await openPtyPair(at);
  onTestFinished(pty.close);
  return pty;
}

async function plugIn(
  boxPath: string,
  box = newVirtualBox('GB-1', 4, 3),
  startTimer = noTimer,
): Promise<PluggedBox> {
  const plugged = await plugInBox(boxPath, box, startTimer);
  onTestFinished(plugged.unplug);
  return plugged;
}

/** A started source, its time standing still. */
function listen(
  terminalPath: string,
  baseline: BoxBaseline = NO_BASELINE,
): { source: SerialButtonSource; told: ToldBySource; time: ReturnType<typeof manualTime> } {
  const time = manualTime(50_000);
  const source = new SerialButtonSource({
    path: terminalPath,
    baseline,
    now: time.now,
    startTimer: time.startTimer,
  });
  const told = toldBySource();
  onTestFinished(() => source.stop());
  source.start(told.listener);
  return { source, told, time };
}

function listenFast(terminalPath: string): { source: SerialButtonSource; told: ToldBySource } {
  const source = new SerialButtonSource({
    path: terminalPath,
    baseline: NO_BASELINE,
    ...fast,
  });
  const told = toldBySource();
  onTestFinished(() => source.stop());
  source.start(told.listener);
  return { source, told };
}

function press(button: number, count: number, more: Partial<BoxPress> = {}): BoxPress {
  return { boxId: 'GB-1', button, boot: 4, count, heardAtMs: 50_000, recovered: null, ...more };
}

describe('SerialButtonSource', () => {
  it('finds its box and tells each press as it happens', async () => {
    const { terminalPath, boxPath } = await line();
    const box = await plugIn(boxPath);
    const { told, time } = listen(terminalPath);
    await told.untilState('live');
    for (const button of [2, 0, 0]) {
      box.press(button);
    }
    await told.until(() => told.presses.length === 3);
    time.advance(120);
    box.press(1);
    await told.until(() => told.presses.length === 4);
    expect(told.presses).toEqual([
      press(2, 1),
      press(0, 1),
      press(0, 2),
      press(1, 1, { heardAtMs: 50_120 }),
    ]);
    expect(told.statuses).toEqual([
      { state: 'searching', detail: `${terminalPath}: Opening the port.` },
      {
        state: 'searching',
        detail: `${terminalPath}: The port is open, but no box has answered yet.`,
      },
      {
        state: 'live',
        boxId: 'GB-1',
        driver: 'glimlach',
        firmware: 'virtual 1.0',
        path: terminalPath,
        troubles: [],
      },
    ]);
    expect(told.reports).toEqual([]);
  });

  it('makes no press of noise, broken frames or a button that is not there, and misses none', async () => {
    const { terminalPath, boxPath } = await line();
    const box = await plugIn(boxPath);
    const { source, told } = listen(terminalPath);
    await told.untilState('live');
    const status = { kind: 'status', boot: 4, cause: 1, counts: [0, 1, 0] } as const;
    const wrongCrc = encodeBoxMessage(status, 3);
    wrongCrc[8] = 0x55;
    const unknownButton = encodeFrame({
      type: 0x02,
      sequence: 3,
      payload: Uint8Array.of(4, 0, 0, 0, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    });
    for (const bytes of [
      Uint8Array.from({ length: 300 }, (_, index) => (index * 37) % 255),
      wrongCrc,
      unknownButton,
      encodeBoxMessage(status, 3).subarray(0, 9),
    ]) {
      box.sendBytes(bytes);
      box.press(2);
    }
    await told.until(() => told.presses.length === 4);
    expect(told.presses).toEqual([press(2, 1), press(2, 2), press(2, 3), press(2, 4)]);
    await source.stop();
    expect(told.reports.map(({ kind }) => kind)).toEqual(['bad-frame', 'bad-frame']);
    expect(told.reports[1]?.detail).toMatch(/\(\d+ like it in a short time\.\)$/);
  });

  it('tells a button of a larger box by its index', async () => {
    const { terminalPath, boxPath } = await line();
    const box = await plugIn(boxPath, newVirtualBox('GB-1', 4, 5));
    const { told } = listen(terminalPath);
    await told.untilState('live');
    box.press(4);
    await told.until(() => told.presses.length === 1);
    expect(told.presses).toEqual([press(4, 1)]);
  });

  it('lights lamp and beacon and sounds the buzzer of a live box', async () => {
    const { terminalPath, boxPath } = await line();
    const box = await plugIn(boxPath);
    const { source, told } = listen(terminalPath);
    const said = [source.signal({ kind: 'buzzer', durationMs: 1 })];
    await told.untilState('live');
    const lit = box.nextSignal();
    said.push(source.signal({ kind: 'lamp', boxId: 'GB-2', button: 1, durationMs: 800 }));
    said.push(source.signal({ kind: 'lamp', boxId: 'GB-1', button: 2, durationMs: 800 }));
    await lit;
    const buzzed = box.nextSignal();
    said.push(source.signal({ kind: 'buzzer', durationMs: 150 }));
    await buzzed;
    const shone = box.nextSignal();
    said.push(source.signal({ kind: 'beacon', durationMs: 60_000 }));
    await shone;
    expect(said, 'what a box was there to hear').toEqual([false, false, true, true, true]);
    expect(box.signals).toEqual([
      { kind: 'lamp', button: 2, durationMs: 800 },
      { kind: 'buzzer', durationMs: 150 },
      { kind: 'beacon', durationMs: 60_000 },
    ]);
  });

  it('recovers from the committed baseline what was pressed while it did not run', async () => {
    const { terminalPath, boxPath } = await line();
    const box = await plugIn(boxPath);
    for (const button of [2, 2, 2]) {
      box.press(button);
    }
    const baseline: BoxBaseline = new Map([['GB-1', { boot: 4, counts: new Map([[2, 1]]) }]]);
    const { told } = listen(terminalPath, baseline);
    await told.until(() => told.presses.length === 2);
    expect(told.presses).toEqual([
      press(2, 2, { recovered: { sinceMs: null } }),
      press(2, 3, { recovered: { sinceMs: null } }),
    ]);
  });

  it('takes what waited in the line before it asked for the past', async () => {
    const { terminalPath, boxPath } = await line();
    const box = await plugIn(boxPath);
    box.press(2);
    const { told } = listen(terminalPath);
    await told.untilState('live');
    box.press(2);
    await told.until(() => told.presses.length === 1);
    expect(told.presses).toEqual([press(2, 2)]);
  });

  it('goes on counting from 0 when the box restarts', async () => {
    const { terminalPath, boxPath } = await line();
    const box = await plugIn(boxPath);
    const { told } = listen(terminalPath);
    await told.untilState('live');
    box.press(0);
    box.step({ type: 'restarted' });
    box.press(0);
    await told.until(() => told.presses.length === 2);
    expect(told.presses).toEqual([press(0, 1), press(0, 1, { boot: 5 })]);
    expect(told.reports).toEqual([
      { kind: 'box-restarted', detail: 'Box GB-1 restarted: its start number went from 4 to 5.' },
    ]);
    expect(told.statuses.at(-1)?.state).toBe('live');
  });

  it('says stale when heartbeats stop, and recovers the presses of that time', async () => {
    const { terminalPath, boxPath } = await line();
    const box = await plugIn(boxPath);
    const { told, time } = listen(terminalPath);
    await told.untilState('live');
    box.press(1);
    await told.until(() => told.presses.length === 1);
    box.step({ type: 'silence-toggled' });
    box.press(2);
    time.advance(3_000);
    expect(told.statuses.at(-1)).toEqual({ state: 'stale', boxId: 'GB-1', path: terminalPath });
    box.step({ type: 'silence-toggled' });
    box.step({ type: 'heartbeat-due' });
    await told.until(() => told.presses.length === 2);
    expect(told.presses).toEqual([
      press(1, 1),
      press(2, 1, { heardAtMs: 53_000, recovered: { sinceMs: 50_000 } }),
    ]);
    expect(told.statuses.at(-1)?.state).toBe('live');
  });

  it('opens the port again when a box stays silent, and finds it', async () => {
    const { terminalPath, boxPath } = await line();
    const box = await plugIn(boxPath, newVirtualBox('GB-1', 4, 3), fast.startTimer);
    const { told } = listenFast(terminalPath);
    await told.untilState('live');
    box.step({ type: 'silence-toggled' });
    await told.until(() =>
      told.statuses.some((status) => status.state === 'searching' && /silent/.test(status.detail)),
    );
    expect(told.statuses.map(({ state }) => state)).toContain('stale');
    box.press(2);
    box.step({ type: 'silence-toggled' });
    await told.until(() => told.presses.length === 1);
    expect(told.presses).toMatchObject([{ button: 2, count: 1, recovered: {} }]);
  });

  it('finds its box again after it was unplugged, with the presses made meanwhile', async () => {
    const folder = await temporaryFolder('replug');
    onTestFinished(folder.remove);
    const at = path.join(folder.path, 'button-box');
    const pty = await line(at);
    const plugged = await plugIn(pty.boxPath, newVirtualBox('GB-1', 4, 3), fast.startTimer);
    const { told } = listenFast(at);
    await told.untilState('live');
    plugged.press(0);
    await told.until(() => told.presses.length === 1);

    await pty.close();
    await told.untilState('searching');
    const pressedUnplugged = stepVirtualBox(plugged.box(), { type: 'pressed', button: 2 }).box;
    await told.until(() =>
      told.statuses.some(
        (status) => status.state === 'searching' && /No such file/.test(status.detail),
      ),
    );
    const again = await line(at);
    const back = await plugIn(again.boxPath, pressedUnplugged, fast.startTimer);
    await told.until(() => told.presses.length === 2);
    back.press(2);
    await told.until(() => told.presses.length === 3);
    expect(
      told.presses.map(({ button, count, recovered }) => [button, count, recovered === null]),
    ).toEqual([
      [0, 1, true],
      [2, 1, false],
      [2, 2, true],
    ]);
    expect(told.reports.map(({ kind }) => kind)).toContain('port-error');
  });

  it('says what is wrong with a path that is not there or is no port, and goes on trying', async () => {
    const folder = await temporaryFolder('no-port');
    onTestFinished(folder.remove);
    const missing = listen(path.join(folder.path, 'nothing'));
    await missing.told.until(() => missing.told.statuses.length === 2);
    expect(missing.told.statuses[1]).toEqual({
      state: 'searching',
      detail: `${folder.path}/nothing: No such file or directory, cannot open ${folder.path}/nothing. Plug the box in, or correct its port in GLIMLACH_SERIAL or GLIMLACH_BOXES.`,
    });
    const noPort = listen(folder.path);
    await noPort.told.until(() => noPort.told.statuses.length === 2);
    expect(noPort.told.statuses[1]?.state).toBe('searching');
    const noPath = listen('');
    await noPath.told.until(() => noPath.told.statuses.length === 2);
    expect(noPath.told.statuses[1]?.state).toBe('searching');
    expect([missing.time.waiting(), noPort.time.waiting(), noPath.time.waiting()]).toEqual([
      1, 1, 1,
    ]);
  });

  it('does not use a box of another protocol version and says why', async () => {
    const { terminalPath, boxPath } = await line();
    const box = await plugIn(boxPath);
    box.step({ type: 'silence-toggled' });
    const { told } = listen(terminalPath);
    await told.until(() => told.statuses.length === 2);
    box.sendBytes(encodeFrame({ type: 0x01, sequence: 0, payload: Uint8Array.of(2, 0) }));
    await told.until(() => told.statuses.length === 3);
    expect(told.statuses[2]).toEqual({
      state: 'searching',
      detail: `${terminalPath}: The box speaks protocol version 2, this terminal version 1; update the older one.`,
    });
  });

  it('lets go of port and timers when stopped, and tells nothing more', async () => {
    const { terminalPath, boxPath } = await line();
    const box = await plugIn(boxPath);
    const device = realpathSync(terminalPath);
    const { source, told, time } = listen(terminalPath);
    await told.untilState('live');
    expect(openFiles()).toContain(device);
    await source.stop();
    expect(openFiles()).not.toContain(device);
    expect(time.waiting()).toBe(0);
    const toldThings = [...told.statuses, ...told.presses, ...told.reports].length;
    box.press(0);
    source.signal({ kind: 'buzzer', durationMs: 10 });
    await source.stop();

    const next = listen(terminalPath);
    await next.told.untilState('live');
    expect([...told.statuses, ...told.presses, ...told.reports]).toHaveLength(toldThings);
  });

  it('can be stopped while it opens its port, before it started, and by its own listener', async () => {
    const { terminalPath, boxPath } = await line();
    const device = realpathSync(terminalPath);
    const opening = listen(terminalPath);
    await opening.source.stop();
    expect(openFiles()).not.toContain(device);

    const time = manualTime();
    const source = new SerialButtonSource({
      path: terminalPath,
      baseline: NO_BASELINE,
      now: time.now,
    });
    await source.stop();
    expect(() => {
      source.start(toldBySource().listener);
    }).toThrow('can be started once');

    await plugIn(boxPath);
    const self = new SerialButtonSource({
      path: terminalPath,
      baseline: NO_BASELINE,
      now: time.now,
      startTimer: time.startTimer,
    });
    await new Promise<void>((resolve, reject) => {
      self.start({
        onPress: () => undefined,
        onReport: () => undefined,
        onReading: () => undefined,
        onStatuses: ([status]) => {
          if (status?.state === 'live') {
            self.stop().then(resolve, reject);
          }
        },
      });
    });
    expect(openFiles()).not.toContain(device);
    expect(time.waiting()).toBe(0);
  });
});
