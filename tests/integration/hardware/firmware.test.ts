import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeEepromImage } from '../../../build/firmware-output.ts';
import {
  buildFirmware,
  buildSerialNumber,
  buildSimulator,
} from '../../../build/firmware-programs.ts';
import { SerialButtonSource } from '../../../hardware/node/serial-button-source.ts';
import { GLIMLACH_LINE, openSerialLink } from '../../../hardware/node/serial-link.ts';
import { decodeFrames, NOTHING_PENDING } from '../../../hardware/protocol/frame-decoder.ts';
import { decodeBoxMessage, encodeHostMessage } from '../../../hardware/protocol/messages.ts';
import { type SimulatedBox, startSimulatedBox } from '../../support/simulated-box.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { toldBySource, type ToldBySource } from '../../support/told-by-source.ts';

/** hardware/firmware/core/serial_number.h. */
const SERIAL_NUMBER_AT = 0x10;
const SERIAL_NUMBER_COPY_BYTES = 0x50;

beforeAll(async () => {
  await buildFirmware();
  await buildSimulator();
}, 300_000);

type Listening = AsyncDisposable & {
  readonly source: SerialButtonSource;
  readonly told: ToldBySource;
};

/** The terminal's end, in real time. */
function listenTo(box: SimulatedBox): Listening {
  const source = new SerialButtonSource({
    path: box.path,
    baseline: new Map(),
    now: () => performance.now(),
  });
  const told = toldBySource();
  source.start(told.listener);
  return { source, told, [Symbol.asyncDispose]: () => source.stop() };
}

/** The serial number of the live box. */
function boxIdIn(told: ToldBySource): string {
  const status = told.statuses.at(-1);
  if (status?.state !== 'live') {
    throw new Error('The box is not live.');
  }
  return status.boxId;
}

describe('the firmware on its chip', () => {
  it('is found and live', async () => {
    await using box = await startSimulatedBox();
    await using listening = listenTo(box);
    await listening.told.untilState('live');
    expect(listening.told.statuses.at(-1)).toMatchObject({
      state: 'live',
      driver: 'glimlach',
      firmware: '1.0.0',
      path: box.path,
    });
    expect(boxIdIn(listening.told)).toMatch(/^GB-CHIP-[0-9A-F]{20}$/);
  });

  it('has each press of each button counted once, however its contact bounces', async () => {
    await using box = await startSimulatedBox();
    await using listening = listenTo(box);
    const { told } = listening;
    await told.untilState('live');
    // The port may have been opened in the middle of the hello that a box says at its start.
    const reportedBefore = told.reports.length;
    const expected: [number, number][] = [];
    for (const count of [1, 2]) {
      for (const button of [0, 1, 2, 3, 4, 5]) {
        await box.bounce(button, 40);
        expected.push([button, count]);
      }
    }
    await box.press(0, 40);
    await told.until(() => told.presses.length >= 13);
    expect(told.presses.map(({ button, count }) => [button, count])).toEqual([...expected, [0, 3]]);
    expect(told.presses.every(({ recovered }) => recovered === null)).toBe(true);
    expect(told.reports.slice(reportedBefore)).toEqual([]);
  });

  it('counts all buttons pressed at once, and one that is held only once', async () => {
    await using box = await startSimulatedBox();
    await using listening = listenTo(box);
    const { told } = listening;
    await told.untilState('live');
    for (const button of [5, 3, 0]) {
      box.hold(button);
    }
    await told.until(() => told.presses.length === 3);
    await box.bounce(1, 40);
    for (const button of [5, 3, 0]) {
      box.release(button);
    }
    await box.bounce(2, 40);
    await box.press(3, 40);
    await told.until(() => told.presses.length >= 6);
    const counted = told.presses.map(({ button, count }) => `${button}: ${count}`);
    expect(counted.slice(0, 3).toSorted()).toEqual(['0: 1', '3: 1', '5: 1']);
    expect(counted.slice(3)).toEqual(['1: 1', '2: 1', '3: 2']);
  });

  it('takes no spark for a press, however many there are', async () => {
    await using box = await startSimulatedBox();
    await using listening = listenTo(box);
    const { told } = listening;
    await told.untilState('live');
    await box.spark(2, 200);
    await box.press(2, 40);
    await told.until(() => told.presses.length > 0);
    expect(told.presses).toMatchObject([{ button: 2, count: 1 }]);
  });

  it('lights each lamp, sounds its buzzer and flashes its beacon when told', async () => {
    await using box = await startSimulatedBox();
    await using listening = listenTo(box);
    const { source, told } = listening;
    await told.untilState('live');
    const boxId = boxIdIn(told);
    const offs = (output: string): number =>
      box.outputs.filter((line) => line === `${output} off`).length;
    for (const lamp of [0, 1, 2, 3, 4]) {
      source.signal({ kind: 'lamp', boxId, button: lamp, durationMs: 50 });
      await box.until(() => offs(`lamp ${lamp}`) === 1);
    }
    // The button by which staff say that they come has no lamp.
    source.signal({ kind: 'lamp', boxId, button: 5, durationMs: 50 });
    source.signal({ kind: 'buzzer', durationMs: 80 });
    await box.until(() => offs('buzzer') === 1);
    source.signal({ kind: 'beacon', durationMs: 1_400 });
    await box.until(() => offs('beacon') === 2);
    expect(box.outputs).toEqual([
      ...[0, 1, 2, 3, 4].flatMap((lamp) => [`lamp ${lamp} on`, `lamp ${lamp} off`]),
      'buzzer on',
      'buzzer off',
      'beacon on',
      'beacon off',
      'beacon on',
      'beacon off',
    ]);
  });

  it('is counted on after its chip was reset, under the next start', async () => {
    await using box = await startSimulatedBox();
    await using listening = listenTo(box);
    const { told } = listening;
    await told.untilState('live');
    await box.press(2, 40);
    await told.until(() => told.presses.length === 1);
    box.reset();
    await told.until(() => told.reports.some(({ kind }) => kind === 'box-restarted'));
    await box.press(4, 40);
    await box.press(2, 40);
    await told.until(() => told.presses.length >= 3);
    // Longer than a button takes to be stuck: the reset has pressed none.
    await box.hurry(31_000);
    await box.press(3, 40);
    await told.until(() => told.presses.length >= 4);
    const boxId = boxIdIn(told);
    expect(told.presses).toMatchObject([
      { boxId, button: 2, boot: 1, count: 1, recovered: null },
      { boxId, button: 4, boot: 2, count: 1, recovered: null },
      { boxId, button: 2, boot: 2, count: 1, recovered: null },
      { boxId, button: 3, boot: 2, count: 1, recovered: null },
    ]);
    expect(told.reports.filter(({ kind }) => kind === 'button-trouble')).toEqual([]);
  });

  it('keeps the serial number flashed with it, and its start counter, without power', async () => {
    await using eeprom = await flashedEeprom('GB-0042');
    for (const boot of [1, 2, 3]) {
      await using box = await startSimulatedBox(eeprom.file);
      await using listening = listenTo(box);
      const { told } = listening;
      await told.untilState('live');
      await box.press(4, 40);
      await told.until(() => told.presses.length === 1);
      expect(told.presses).toMatchObject([{ boxId: 'GB-0042', button: 4, boot, count: 1 }]);
    }
  });

  it('stays itself when its serial number is damaged, and says nothing and blinks when both copies are', async () => {
    await using eeprom = await flashedEeprom('GB-0042');
    const image = await readFile(eeprom.file);
    image[SERIAL_NUMBER_AT + 5] = 0;
    await writeFile(eeprom.file, image);
    {
      await using box = await startSimulatedBox(eeprom.file);
      await using listening = listenTo(box);
      await listening.told.untilState('live');
      expect(boxIdIn(listening.told)).toBe('GB-0042');
    }
    image[SERIAL_NUMBER_AT + SERIAL_NUMBER_COPY_BYTES + 5] = 0;
    await writeFile(eeprom.file, image);
    await using box = await startSimulatedBox(eeprom.file);
    await box.hurry(2_200);
    const lamps = [0, 1, 2, 3, 4];
    const all = (state: string): string[] => lamps.map((lamp) => `lamp ${lamp} ${state}`);
    expect(box.outputs).toEqual([
      ...all('on'),
      ...all('off'),
      ...all('on'),
      ...all('off'),
      ...all('on'),
    ]);
    expect(box.sent).toEqual([]);
    expect(box.starts).toEqual([0]);
  });

  it('answers after any noise, and does nothing because of it', async () => {
    await using box = await startSimulatedBox();
    const ROUNDS = 20;
    const heard: number[] = [];
    const hellos = (): readonly number[] =>
      decodeFrames(NOTHING_PENDING, Uint8Array.from(heard)).frames.flatMap((decoded) => {
        const message = decoded.ok ? decodeBoxMessage(decoded.frame) : null;
        return message?.kind === 'hello' ? [message.token] : [];
      });
    // A linear congruential generator (Numerical Recipes): the same noise in every run. No more of it at once than the
    // simulator's line can queue; what is over waits there until the box speaks.
    let state = 4_711;
    const noise = (): Uint8Array =>
      Uint8Array.from({ length: 400 }, () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state >>> 24;
      });
    await new Promise<void>((resolve, reject) => {
      let token = 0;
      const disturb = (): void => {
        token += 1;
        link.write(noise());
        link.write(encodeHostMessage({ kind: 'hello-request', version: 1, token }, token));
      };
      const link = openSerialLink(box.path, GLIMLACH_LINE, {
        onOpen: disturb,
        onBytes: (bytes) => {
          heard.push(...bytes);
          if (!hellos().includes(token)) {
            return;
          }
          if (token < ROUNDS) {
            disturb();
          } else {
            link.close().then(resolve, reject);
          }
        },
        onOpenFailed: (detail) => {
          reject(new Error(detail));
        },
        onLost: (detail) => {
          reject(new Error(detail));
        },
      });
    });
    expect(hellos().filter((token) => token !== 0)).toEqual(
      Array.from({ length: ROUNDS }, (_, index) => index + 1),
    );
    await using listening = listenTo(box);
    const { told } = listening;
    await told.untilState('live');
    await box.press(1, 40);
    await told.until(() => told.presses.length === 1);
    expect(told.presses).toMatchObject([{ button: 1, boot: 1, count: 1 }]);
    expect(box.outputs).toEqual([]);
  });
});

/** A file with an EEPROM in which only this serial number was written. */
async function flashedEeprom(
  serialNumber: string,
): Promise<AsyncDisposable & { readonly file: string }> {
  const folder = await temporaryFolder('eeprom');
  const eep = path.join(folder.path, 'serial.eep');
  const file = path.join(folder.path, 'eeprom.bin');
  await writeEepromImage(await buildSerialNumber(serialNumber), eep);
  await writeFile(file, imageOf(await readFile(eep, 'utf8')));
  return { file, [Symbol.asyncDispose]: () => folder.remove() };
}

/** An EEPROM of 1,024 bytes with what an Intel HEX file says. */
function imageOf(intelHex: string): Uint8Array {
  const image = new Uint8Array(1_024).fill(0xff);
  for (const line of intelHex.trim().split(/\s+/)) {
    const [length = 0, high = 0, low = 0, type, ...rest] = Buffer.from(line.slice(1), 'hex');
    if (type === 0) {
      image.set(rest.slice(0, length), high * 256 + low);
    }
  }
  return image;
}
