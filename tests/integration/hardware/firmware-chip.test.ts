import { beforeAll, describe, expect, it } from 'vitest';
import { buildFirmware, buildSimulator } from '../../../build/firmware-programs.ts';
import { GLIMLACH_LINE, openSerialLink } from '../../../hardware/node/serial-link.ts';
import { encodeHostMessage } from '../../../hardware/protocol/messages.ts';
import { type SimulatedBox, startSimulatedBox } from '../../support/simulated-box.ts';

beforeAll(async () => {
  await buildFirmware();
  await buildSimulator();
}, 300_000);

/** Registers of the ATmega328P by their addresses in the data space (data sheet, register summary). */
const register = {
  DDRD: 0x2a,
  PORTD: 0x2b,
  WDTCSR: 0x60,
  UCSR0A: 0xc0,
  UCSR0C: 0xc2,
  UBRR0L: 0xc4,
  UBRR0H: 0xc5,
} as const;
const CHIP_HZ = 16_000_000;
const cyclesOf = (ms: number): number => (ms * CHIP_HZ) / 1_000;
const HELLO = 0x01;
const STATUS = 0x02;
const TROUBLE = 0x03;

const sentOf = (box: SimulatedBox, type: number): SimulatedBox['sent'] =>
  box.sent.filter((frame) => frame.type === type);

/** Asks for a hello so often, each time after the last was answered, and after ever more idle delimiters. */
async function askForHellos(box: SimulatedBox, times: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const ask = async (): Promise<void> => {
      for (let token = 1; token <= times; token += 1) {
        link.write(new Uint8Array(token));
        link.write(encodeHostMessage({ kind: 'hello-request', version: 1, token }, token));
        await box.until(() => sentOf(box, TROUBLE).length > token);
      }
      await link.close();
    };
    const link = openSerialLink(box.path, GLIMLACH_LINE, {
      onOpen: () => {
        ask().then(resolve, reject);
      },
      onBytes: () => undefined,
      onOpenFailed: (detail) => {
        reject(new Error(detail));
      },
      onLost: (detail) => {
        reject(new Error(detail));
      },
    });
  });
}

describe('the chip under the firmware', () => {
  it('speaks at 115,200 baud, 8N1, as near as its crystal allows', async () => {
    await using box = await startSimulatedBox();
    await box.until(() => box.sent.length > 0);
    const divisor = (await box.peek(register.UBRR0H)) * 256 + (await box.peek(register.UBRR0L)) + 1;
    const cyclesPerBit = ((await box.peek(register.UCSR0A)) & 0x02) === 0 ? 16 : 8;
    const baud = CHIP_HZ / cyclesPerBit / divisor;
    expect(Math.abs(baud / 115_200 - 1)).toBeLessThan(0.025);
    expect(await box.peek(register.UCSR0C)).toBe(0x06);
  });

  it('pulls the lines of its buttons up, and drives none of them', async () => {
    await using box = await startSimulatedBox();
    await box.until(() => box.sent.length > 0);
    expect(await box.peek(register.PORTD)).toBe(0xfc);
    expect(await box.peek(register.DDRD)).toBe(0);
  });

  it('beats once a second by its crystal', async () => {
    await using box = await startSimulatedBox();
    await box.hurry(4_500);
    const atCycle = sentOf(box, STATUS).map((frame) => frame.atCycle);
    expect(atCycle).toHaveLength(5);
    // The first goes with the hello of the start, and waits until that is sent.
    const spacings = atCycle.slice(2).map((at, index) => at - (atCycle[index + 1] ?? Number.NaN));
    expect(spacings.filter((spacing) => Math.abs(spacing - CHIP_HZ) > cyclesOf(1))).toEqual([]);
    expect(spacings).toHaveLength(3);
  });

  it('answers a hello request within 0.6 ms of its last byte, whenever that comes', async () => {
    await using box = await startSimulatedBox();
    await box.until(() => sentOf(box, TROUBLE).length === 1);
    await askForHellos(box, 24);
    const answeredAfter = sentOf(box, HELLO)
      .slice(1)
      .map(({ afterHeardCycles }) => afterHeardCycles)
      .toSorted((a, b) => a - b);
    expect(answeredAfter).toHaveLength(24);
    // A heartbeat may come before one of them.
    expect(answeredAfter.at(-2)).toBeLessThan(cyclesOf(0.6));
  });

  it('is restarted by its watchdog when its program hangs, once', async () => {
    await using box = await startSimulatedBox();
    await box.hurry(1_500);
    // On, with a reset and no interrupt, after half a second.
    expect(await box.peek(register.WDTCSR)).toBe(0x0d);
    const before = box.sent.length;
    box.hang();
    await box.until(() => box.starts.length === 2);
    await box.hurry(2_500);
    expect(box.starts).toHaveLength(2);
    expect(box.sent.slice(before).map(({ type }) => type)).toEqual([
      HELLO,
      STATUS,
      TROUBLE,
      STATUS,
      STATUS,
    ]);
  });
});
