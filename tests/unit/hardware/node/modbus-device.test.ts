import { describe, expect, it } from 'vitest';
import {
  BoxConfiguration,
  type ModbusBoxConfiguration,
} from '../../../../contract/box-configuration.ts';
import { modbusCrc } from '../../../../hardware/drivers/modbus-frame.ts';
import { modbusDevice } from '../../../../hardware/node/virtual-box/modbus-device.ts';
import { deviceRun } from './device-run.ts';

const CONFIGURATION = BoxConfiguration.parse({
  driver: 'modbus-rtu',
  port: '/dev/ttyUSB0',
  baudRate: 115_200,
  modules: [
    { unit: 1, inputs: { 0: 0, 3: 1 } },
    { unit: 2, inputs: { 8: 2 }, normallyClosed: true },
    { unit: 2, table: 'coils', inputs: { 1: 3 } },
  ],
  outputs: { lamps: { 0: { unit: 1, coil: 2 } } },
}) as ModbusBoxConfiguration;

function request(unit: number, code: number, first: number, value: number): Uint8Array {
  const body = [unit, code, first >> 8, first & 0xff, value >> 8, value & 0xff];
  const crc = modbusCrc(Uint8Array.from(body));
  return Uint8Array.of(...body, crc & 0xff, crc >> 8);
}

function powered(configuration = CONFIGURATION) {
  const run = deviceRun(modbusDevice(configuration));
  run.step({ type: 'started' });
  const ask = (bytes: Uint8Array): number[][] => {
    run.step({ type: 'heard', bytes });
    return run.sent().map((answer) => [...answer.bytes]);
  };
  return {
    ...run,
    ask,
    /** The levels that a unit answers with, a bit each. */
    levels: (unit: number, code: number, first: number, count: number) =>
      ask(request(unit, code, first, count))[0]?.slice(3, -2),
  };
}

const READ_COILS = 1;
const READ_INPUTS = 2;
const WRITE_COIL = 5;

describe('virtual input modules', () => {
  it('have a pressed button on for as long as a finger is on it, at its address', () => {
    const { step, advance, levels } = powered();
    expect(levels(1, READ_INPUTS, 0, 4)).toEqual([0b0000]);
    step({ type: 'pressed', button: 1 });
    expect(levels(1, READ_INPUTS, 0, 4)).toEqual([0b1000]);
    advance(99);
    expect(levels(1, READ_INPUTS, 0, 4)).toEqual([0b1000]);
    advance(1);
    expect(levels(1, READ_INPUTS, 0, 4)).toEqual([0b0000]);
  });

  it('keep the finger on longer where the line is too slow to ask twice in that time', () => {
    const { step, advance, levels } = powered({ ...CONFIGURATION, pollMs: 200 });
    step({ type: 'pressed', button: 0 });
    advance(599);
    expect(levels(1, READ_INPUTS, 0, 1)).toEqual([1]);
    advance(1);
    expect(levels(1, READ_INPUTS, 0, 1)).toEqual([0]);
  });

  it('know buttons that open their contact, and inputs that are read as coils', () => {
    const { step, levels } = powered();
    expect([levels(2, READ_INPUTS, 8, 1), levels(2, READ_COILS, 1, 1)]).toEqual([[1], [0]]);
    step({ type: 'hold-toggled', button: 2 });
    step({ type: 'hold-toggled', button: 3 });
    expect([levels(2, READ_INPUTS, 8, 1), levels(2, READ_COILS, 1, 1)]).toEqual([[0], [1]]);
    step({ type: 'hold-toggled', button: 2 });
    expect(levels(2, READ_INPUTS, 8, 1)).toEqual([1]);
  });

  it('bounce 10 times within 20 ms, and then stay closed until the finger is off', () => {
    const { step, advance, levels } = powered();
    step({ type: 'bounced', button: 0 });
    const seen = Array.from({ length: 100 }, () => {
      const level = levels(1, READ_INPUTS, 0, 1)?.[0];
      advance(1);
      return level;
    });
    expect(seen.slice(0, 20).join('')).toBe('10'.repeat(9) + '11');
    expect(new Set(seen.slice(20))).toEqual(new Set([1]));
    expect(levels(1, READ_INPUTS, 0, 1)).toEqual([0]);
  });

  it('switch their outputs, and say which', () => {
    const { ask, news, levels } = powered();
    const on = request(1, WRITE_COIL, 2, 0xff00);
    expect(ask(on)).toEqual([[...on]]);
    expect(levels(1, READ_COILS, 2, 1)).toEqual([1]);
    ask(request(2, WRITE_COIL, 0, 0xff00));
    expect(news()).toEqual([
      { kind: 'switched', output: 'lamp 0', on: true },
      { kind: 'switched', output: 'coil 0 of unit 2', on: true },
    ]);
  });

  it('forget their outputs at a restart, but not who is holding a button', () => {
    const { step, ask, news, levels } = powered();
    ask(request(1, WRITE_COIL, 2, 0xff00));
    step({ type: 'hold-toggled', button: 0 });
    step({ type: 'restarted' });
    expect(levels(1, READ_COILS, 2, 1)).toEqual([0]);
    expect(levels(1, READ_INPUTS, 0, 1)).toEqual([1]);
    expect(news().at(-1)).toEqual({ kind: 'restarted', boot: null });
  });

  it('do not answer while they are silent, nor for a unit that is not there', () => {
    const { step, ask } = powered();
    expect(ask(request(3, READ_INPUTS, 0, 1))).toEqual([]);
    step({ type: 'silence-toggled' });
    expect(ask(request(1, READ_INPUTS, 0, 1))).toEqual([]);
    step({ type: 'silence-toggled' });
    expect(ask(request(1, READ_INPUTS, 0, 1))).toHaveLength(1);
  });

  it('have nothing happen at a button they do not have, or that is down', () => {
    const { step, news } = powered();
    for (const type of ['pressed', 'bounced', 'hold-toggled'] as const) {
      step({ type, button: 7 });
    }
    step({ type: 'pressed', button: 0 });
    step({ type: 'hold-toggled', button: 0 });
    expect(news()).toEqual([
      { kind: 'pressed', button: 0, count: 1, how: 'cleanly' },
      { kind: 'down-already', button: 0 },
    ]);
  });
});
