import { realpathSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BoxConfiguration } from '../../../contract/box-configuration.ts';
import type { ListedPort } from '../../../hardware/connection/port-search.ts';
import { openButtonSources } from '../../../hardware/node/button-sources.ts';
import type { ListPorts } from '../../../hardware/node/list-ports.ts';
import { newVirtualBox } from '../../../hardware/node/virtual-box/virtual-box.ts';
import { fastClock } from '../../support/fast-clock.ts';
import { openLineEnd } from '../../support/line-end.ts';
import { plugInBox, type PluggedBox } from '../../support/plugged-box.ts';
import { openFiles } from '../../support/open-files.ts';
import { openPtyPair, type SerialPty } from '../../support/serial-pty.ts';
import { toldBySource, type ToldBySource } from '../../support/told-by-source.ts';

const UNO = '2341:0043';
const NANO = '1a86:7523';
/** By then the port was given up, and opened again. */
const LISTINGS_UNTIL_GIVEN_UP = 6;
const AUTO: BoxConfiguration = { driver: 'glimlach', port: 'auto' };

const clock = fastClock(10);

async function line(): Promise<SerialPty> {
  const pty = await openPtyPair();
  onTestFinished(pty.close);
  return pty;
}

async function plugIn(pty: SerialPty, boxId: string, boot = 1): Promise<PluggedBox> {
  const box = await plugInBox(pty.boxPath, newVirtualBox(boxId, boot, 4), clock.startTimer);
  onTestFinished(box.unplug);
  return box;
}

function portOf(pty: SerialPty, usb: string): ListedPort {
  return { path: pty.terminalPath, usb, serialNumber: null };
}

function listen(boxes: readonly BoxConfiguration[], listPorts: ListPorts): ToldBySource {
  const source = openButtonSources({ boxes, baseline: new Map(), clock, listPorts });
  if (source === null) {
    throw new Error('What is configured has a source.');
  }
  const told = toldBySource();
  onTestFinished(() => source.stop());
  source.start(told.listener);
  return told;
}

/** A device that is no box, and how much was written to it. */
async function printerOn(pty: SerialPty): Promise<{
  readonly send: (bytes: Uint8Array) => void;
  readonly heardBytes: () => number;
}> {
  let heardBytes = 0;
  const end = await openLineEnd(pty.boxPath, ({ length }) => {
    heardBytes += length;
  });
  onTestFinished(() => end.close());
  return { send: (bytes) => end.write(bytes), heardBytes: () => heardBytes };
}

describe('boxes that are searched for', () => {
  it('are found by their USB ids, and two at once are counted side by side', async () => {
    const [first, second, other] = [await line(), await line(), await line()];
    const green = await plugIn(first, 'GB-1');
    const red = await plugIn(second, 'GB-2');
    const told = listen([AUTO], () =>
      Promise.resolve([
        portOf(first, UNO),
        portOf(other, '1199:9071'),
        portOf(second, NANO),
        { path: '/dev/ttyS0', usb: null, serialNumber: null },
      ]),
    );
    await told.until(() => told.boxes().filter(({ state }) => state === 'live').length === 2);
    green.press(0);
    red.press(2);
    await told.until(() => told.presses.length === 2);
    expect(told.boxes().map((status) => status.state === 'live' && status.path)).toEqual([
      first.terminalPath,
      second.terminalPath,
    ]);
    const heard = told.presses.toSorted((a, b) => a.button - b.button);
    expect(heard).toMatchObject([
      { boxId: 'GB-1', button: 0, count: 1 },
      { boxId: 'GB-2', button: 2, count: 1 },
    ]);
  });

  it('are listened to first: a device that is no box is never written to', async () => {
    const pty = await line();
    const printer = await printerOn(pty);
    let listings = 0;
    const { promise: lookedOften, resolve: looksOften } = Promise.withResolvers<void>();
    const told = listen([AUTO], () => {
      listings += 1;
      if (listings === LISTINGS_UNTIL_GIVEN_UP) {
        looksOften();
      }
      return Promise.resolve([portOf(pty, NANO)]);
    });
    await told.until(() =>
      told.statuses.some(
        (status) =>
          status.state === 'searching' && status.detail.endsWith('no box has answered yet.'),
      ),
    );
    printer.send(Uint8Array.from({ length: 200 }, (_, index) => (index * 7) % 64));
    await told.until(() => told.reports.some(({ kind }) => kind === 'bad-frame'));
    await lookedOften;
    expect(printer.heardBytes()).toBe(0);
  });

  it('with one serial number are not mixed up: one is counted, the other reported', async () => {
    const [first, second] = [await line(), await line()];
    const counted = await plugIn(first, 'GB-1', 4);
    let listed = [portOf(first, UNO)];
    const told = listen([AUTO], () => Promise.resolve(listed));
    await told.untilState('live');
    const twin = await plugIn(second, 'GB-1', 9);
    listed = [portOf(first, UNO), portOf(second, UNO)];
    const twins = () => told.reports.filter(({ kind }) => kind === 'same-box-twice');
    await told.until(() => twins().length > 0);
    twin.press(1);
    counted.press(0);
    await told.until(() => told.presses.length === 1);
    expect(told.presses).toMatchObject([{ boxId: 'GB-1', boot: 4, button: 0, count: 1 }]);
    expect(twins()[0]).toEqual({
      kind: 'same-box-twice',
      detail: `${second.terminalPath}: Box GB-1 is connected twice, or two boxes have this serial number; give each its own.`,
    });
  });

  it('are taken over from a port that fell silent without a word', async () => {
    const [first, second] = [await line(), await line()];
    const before = await plugIn(first, 'GB-1');
    let listed = [portOf(first, UNO)];
    const told = listen([AUTO], () => Promise.resolve(listed));
    await told.untilState('live');
    before.press(3);
    await told.until(() => told.presses.length === 1);
    before.step({ type: 'silence-toggled' });
    const after = await plugInBox(
      second.boxPath,
      { ...before.box(), silent: false },
      clock.startTimer,
    );
    onTestFinished(after.unplug);
    listed = [portOf(second, UNO)];
    await told.until(() =>
      told.boxes().some((status) => status.state === 'live' && status.path === second.terminalPath),
    );
    after.press(3);
    await told.until(() => told.presses.length === 2);
    expect(told.presses).toMatchObject([{ count: 1 }, { count: 2 }]);
  });

  it('are not looked for on ports that somebody else of the same terminal wants', async () => {
    const [lines, found] = [await line(), await line()];
    await plugIn(found, 'GB-1');
    let heardBytes = 0;
    const lineBox = await openLineEnd(lines.boxPath, ({ length }) => {
      heardBytes += length;
    });
    onTestFinished(() => lineBox.close());
    const told = listen(
      [
        AUTO,
        BoxConfiguration.parse({
          driver: 'line',
          port: { usb: NANO },
          boxId: 'exit',
          presses: { RED: 2 },
        }),
      ],
      () => Promise.resolve([portOf(lines, NANO), portOf(found, UNO)]),
    );
    await told.until(() => told.boxes().filter(({ state }) => state === 'live').length === 2);
    lineBox.write(new TextEncoder().encode('RED\n'));
    await told.until(() => told.presses.length === 1);
    expect(told.boxes()).toMatchObject([{ boxId: 'GB-1' }, { boxId: 'exit', driver: 'line' }]);
    expect(told.presses).toMatchObject([{ boxId: 'exit', button: 2, boot: 1, count: 1 }]);
    expect(heardBytes).toBe(0);
  });

  it('are said to be gone when they were there, also beside one that still is', async () => {
    const [first, second] = [await line(), await line()];
    await plugIn(first, 'GB-1');
    await plugIn(second, 'GB-2');
    let listed = [portOf(first, UNO), portOf(second, UNO)];
    const told = listen([AUTO], () => Promise.resolve(listed));
    await told.until(() => told.boxes().filter(({ state }) => state === 'live').length === 2);
    listed = [portOf(first, UNO)];
    await second.close();
    await told.until(
      () =>
        told.boxes()[0]?.state === 'live' &&
        told
          .boxes()
          .some((status) => status.state === 'searching' && status.detail.endsWith('plugged in.')),
    );
    expect(told.boxes()).toMatchObject([
      { state: 'live', boxId: 'GB-1' },
      {
        state: 'searching',
        detail: `Box GB-2 is gone. ${second.terminalPath}: Nothing is plugged in.`,
      },
    ]);
  });

  it('are not missed when another was plugged in their place', async () => {
    const pty = await line();
    const first = await plugIn(pty, 'GB-1');
    const told = listen([AUTO], () => Promise.resolve([portOf(pty, UNO)]));
    await told.untilState('live');
    await first.unplug();
    await plugIn(pty, 'GB-2');
    await told.until(() =>
      told.boxes().some((status) => status.state === 'live' && status.boxId === 'GB-2'),
    );
    expect(told.boxes().map((status) => status.state !== 'searching' && status.boxId)).toEqual([
      'GB-2',
    ]);
  });

  it('can be let go of by whoever hears the first word of them', async () => {
    const lines = [await line(), await line(), await line()];
    const source = openButtonSources({
      boxes: [AUTO, { driver: 'glimlach', port: '/dev/nothing' }],
      baseline: new Map(),
      clock,
      listPorts: () => Promise.resolve(lines.map((pty) => portOf(pty, UNO))),
    });
    const told = toldBySource();
    await new Promise<void>((resolve, reject) => {
      source?.start({
        ...told.listener,
        onStatuses: () => {
          source.stop().then(resolve, reject);
        },
      });
    });
    const open = openFiles();
    expect(lines.filter(({ terminalPath }) => open.includes(realpathSync(terminalPath)))).toEqual(
      [],
    );
  });

  it('are said to be missing, with what is searched for', async () => {
    const told = listen([{ driver: 'glimlach', port: { usb: '1209:0001' } }], () =>
      Promise.resolve([]),
    );
    await told.untilState('searching');
    expect(told.statuses).toEqual([
      {
        state: 'searching',
        detail: 'A Glimlach box is not plugged in: no serial port has the USB id 1209:0001.',
      },
    ]);
  });

  it('are searched for again when the ports could not be listed', async () => {
    const pty = await line();
    await plugIn(pty, 'GB-1');
    let fails = true;
    const told = listen([AUTO], () =>
      fails
        ? Promise.reject(new Error('The serial ports cannot be listed: no udev.'))
        : Promise.resolve([portOf(pty, UNO)]),
    );
    await told.until(() => told.statuses.length === 1);
    expect(told.statuses).toEqual([
      { state: 'searching', detail: 'The serial ports cannot be listed: no udev.' },
    ]);
    fails = false;
    await told.untilState('live');
  });

  it('stand beside one whose port is named, each with a status of its own', async () => {
    const [named, found] = [await line(), await line()];
    await plugIn(named, 'GB-1');
    await plugIn(found, 'GB-2');
    const told = listen([{ driver: 'glimlach', port: named.terminalPath }, AUTO], () =>
      Promise.resolve([portOf(found, UNO)]),
    );
    await told.until(() => told.boxes().filter(({ state }) => state === 'live').length === 2);
    expect(told.boxes()).toMatchObject([{ boxId: 'GB-1' }, { boxId: 'GB-2' }]);
  });
});
