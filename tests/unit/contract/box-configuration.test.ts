import { describe, expect, it } from 'vitest';
import {
  BoxConfiguration,
  boxIdOf,
  readButtonsConfiguration,
} from '../../../contract/box-configuration.ts';
import { byteOf } from '../../../contract/plain-box-configuration.ts';

const LINE = { driver: 'line', port: '/dev/ttyUSB0', presses: { 'BTN:RED': 2 } };
const BYTE = { driver: 'byte', port: '/dev/ttyUSB0', presses: { '0x52': 2 } };
const MODBUS = {
  driver: 'modbus-rtu',
  port: '/dev/ttyUSB0',
  modules: [{ unit: 1, inputs: { '0': 0 } }],
};

function read(configuration: unknown): unknown {
  return readButtonsConfiguration(JSON.stringify(configuration));
}

describe('the configuration of the buttons', () => {
  it('says nothing about what it leaves to the drivers', () => {
    const settings = {
      baudRate: 9_600,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
      debounceMs: 40,
      outputs: { lamps: {} },
    };
    const other = { ...LINE, port: { usb: '1A86:7523' } };
    expect(read({ boxes: [BYTE, other, { ...MODBUS, port: 'COM3' }] })).toEqual({
      ok: true,
      configuration: {
        boxes: [
          { ...BYTE, ...settings, releases: {} },
          { ...other, ...settings, port: { usb: '1a86:7523' }, releases: {} },
          {
            ...MODBUS,
            ...settings,
            port: 'COM3',
            modules: [
              { unit: 1, table: 'discrete-inputs', inputs: { '0': 0 }, normallyClosed: false },
            ],
            pollMs: 20,
            timeoutMs: 200,
          },
        ],
      },
    });
  });

  it.each([
    [[], 'Invalid input: expected object, received array'],
    [{ box: [] }, 'Unrecognized key: "box"'],
    [
      { boxes: [{ ...LINE, driver: 'lines' }] },
      "boxes.0.driver: Invalid discriminator value. Expected 'glimlach' | 'line' | 'byte' | 'modbus-rtu'",
    ],
    [
      { boxes: [{ ...LINE, presses: { 'BTN:RED': 32 } }] },
      'boxes.0.presses.BTN:RED: Too big: expected number to be <=31',
    ],
    [{ boxes: [{ ...LINE, presses: {} }] }, 'boxes.0.presses: names no button'],
    [
      { boxes: [{ ...LINE, port: 'auto' }] },
      'boxes.0.port: only the driver glimlach finds its box by itself',
    ],
    [
      { boxes: [{ ...LINE, port: { usb: '1a86' } }] },
      'boxes.0.port.usb: must be a USB id such as 2341:0043 (vendor:product)',
    ],
    [
      { boxes: [{ ...LINE, debounceMs: -1 }] },
      'boxes.0.debounceMs: Too small: expected number to be >=0',
    ],
    [
      { boxes: [{ ...LINE, outputs: { beacon: { on: 'B1' } } }] },
      'boxes.0.outputs.beacon.off: Invalid input: expected string, received undefined',
    ],
    [
      { boxes: [{ ...LINE, presses: { ' BTN': 2 } }] },
      'boxes.0.presses. BTN: must not begin or end with a blank: lines are compared without',
    ],
    [
      { boxes: [{ ...LINE, presses: { '**': 2 } }] },
      'boxes.0.presses.**: fits every line, so all noise would be a press',
    ],
    [
      { boxes: [{ ...LINE, heartbeat: { pattern: 'BTN:RED', everyMs: 1_000 } }] },
      'boxes.0.heartbeat.pattern: is in presses already',
    ],
    [
      { boxes: [{ ...LINE, releases: { 'UP:RED': 3 } }] },
      'boxes.0.releases.UP:RED: is of button 3, which nothing presses',
    ],
    [
      { boxes: [{ ...LINE, outputs: { lamps: { '3': { on: 'a', off: 'b' } } } }] },
      'boxes.0.outputs.lamps.3: is the lamp of a button that nothing presses',
    ],
    [
      { boxes: [{ ...LINE, outputs: { buzzer: { on: 'on\n', off: 'off' } } }] },
      'boxes.0.outputs.buzzer.on: must be 1 to 120 printable ASCII characters',
    ],
    [
      { boxes: [{ ...BYTE, presses: { R: 2, '0x52': 1 } }] },
      'boxes.0.presses.0x52: is in presses already',
    ],
    [
      { boxes: [{ ...BYTE, dataBits: 7, presses: { '0x80': 1 } }] },
      'boxes.0.presses.0x80: does not fit into 7 data bits',
    ],
    [
      { boxes: [{ ...BYTE, dataBits: 7, releases: { '0x80': 2 } }] },
      'boxes.0.releases.0x80: does not fit into 7 data bits',
    ],
    [
      { boxes: [{ ...BYTE, dataBits: 7, heartbeat: { pattern: '128', everyMs: 1_000 } }] },
      'boxes.0.heartbeat.pattern: does not fit into 7 data bits',
    ],
    [
      {
        boxes: [
          {
            ...BYTE,
            dataBits: 7,
            outputs: {
              lamps: { '2': { on: '0xff', off: 'a' } },
              buzzer: { on: 'z', off: '200' },
              beacon: { on: '0x7f', off: 'b' },
            },
          },
        ],
      },
      'boxes.0.outputs.lamps.2.on: does not fit into 7 data bits; boxes.0.outputs.buzzer.off: does not fit into 7 data bits',
    ],
    [{ boxes: [{ ...LINE, boud: 9_600 }] }, 'boxes.0: Unrecognized key: "boud"'],
    [
      { boxes: [{ ...BYTE, presses: { '0x1ff': 1 } }] },
      'boxes.0.presses.0x1ff: must be a byte: 0x52, 82 or one character that is not a digit',
    ],
    [
      { boxes: [{ ...BYTE, presses: { '256': 1 } }] },
      'boxes.0.presses.256: must be a byte, 0 to 255',
    ],
    [
      { boxes: [{ ...MODBUS, modules: [{ unit: 0, inputs: { '0': 0 } }] }] },
      'boxes.0.modules.0.unit: Too small: expected number to be >=1',
    ],
    [
      { boxes: [{ ...MODBUS, modules: [{ unit: 1, inputs: { '0': 0, '300': 1 } }] }] },
      'boxes.0.modules.0.inputs: has addresses more than 255 apart; make two modules of it',
    ],
    [
      {
        boxes: [
          {
            ...MODBUS,
            modules: [
              { unit: 1, inputs: { '0': 0, '1': 1 } },
              { unit: 2, inputs: { '1': 2 } },
              { unit: 1, table: 'coils', inputs: { '1': 3 } },
              { unit: 1, inputs: { '1': 4, '2': 5 } },
            ],
          },
        ],
      },
      'boxes.0.modules.3.inputs.1: is in modules.0 already',
    ],
    [
      {
        boxes: [
          {
            ...MODBUS,
            modules: [{ unit: 1, inputs: { '0': 0, '1': 1 } }],
            outputs: {
              lamps: { '0': { unit: 1, coil: 0 }, '1': { unit: 1, coil: 1 } },
              buzzer: { unit: 2, coil: 0 },
              beacon: { unit: 1, coil: 1 },
            },
          },
        ],
      },
      'boxes.0.outputs.beacon: is the coil of outputs.lamps.1 already',
    ],
    [
      {
        boxes: [
          {
            ...MODBUS,
            modules: [{ unit: 1, table: 'coils', inputs: { '0': 0 } }],
            outputs: { beacon: { unit: 1, coil: 0 } },
          },
        ],
      },
      'boxes.0.outputs.beacon: is the coil of modules.0 already',
    ],
    [
      { boxes: [{ ...MODBUS, outputs: { lamps: { '9': { unit: 1, coil: 1 } } } }] },
      'boxes.0.outputs.lamps.9: is the lamp of a button that nothing presses',
    ],
    [
      { boxes: [{ ...LINE, outputs: { beacon: { on: 'B', off: 'B' } } }] },
      'boxes.0.outputs.beacon.off: is in outputs.beacon.on already',
    ],
    [
      {
        boxes: [
          {
            ...BYTE,
            outputs: { buzzer: { on: '0x41', off: 'a' }, beacon: { on: 'A', off: 'b' } },
          },
        ],
      },
      'boxes.0.outputs.beacon.on: is in outputs.buzzer.on already',
    ],
    [{ boxes: [LINE, BYTE] }, 'boxes.1.port: is the port of boxes.0 already'],
    [
      {
        boxes: [
          { ...LINE, boxId: 'counter' },
          { ...BYTE, boxId: 'counter', port: 'COM3' },
        ],
      },
      'boxes.1.boxId: is the boxId of boxes.0 already',
    ],
    [
      { keypad: { keys: { numpad7: 2 } } },
      'keypad.keys.numpad7: must be a key code such as Numpad7 or F13',
    ],
  ])('refuses %j and names the field', (configuration, problem) => {
    expect(read(configuration)).toEqual({ ok: false, problem });
  });

  it('lets a discrete input and a coil have one address, and the box say a word that it is told', () => {
    const modbus = { ...MODBUS, outputs: { beacon: { unit: 1, coil: 0 } } };
    const line = {
      ...LINE,
      port: 'COM3',
      outputs: { lamps: { '2': { on: 'BTN:RED', off: 'x' } } },
    };
    expect(read({ boxes: [modbus, line] })).toMatchObject({ ok: true });
  });

  it('names every field that is wrong, the first four of them', () => {
    const wrong = {
      ...LINE,
      baudRate: 1,
      dataBits: 9,
      parity: 'odd?',
      stopBits: 3,
      debounceMs: 'x',
    };
    expect(read({ boxes: [wrong] })).toMatchObject({
      problem: expect.stringMatching(/^boxes\.0\.baudRate: .*; and 1 more$/),
    });
  });

  it('says that a file is not JSON', () => {
    expect(readButtonsConfiguration('{ "boxes": [ }')).toMatchObject({
      problem: expect.stringMatching(/^is not JSON: ./),
    });
  });

  it('calls a box by the end of its port, where serial numbers are, unless it was given a name', () => {
    const port =
      '/dev/serial/by-id/usb-Silicon_Labs_CP2102_USB_to_UART_Bridge_Controller_0001-if00-port0';
    const names = [
      { ...LINE },
      { ...LINE, port },
      { ...LINE, port: { usb: '1a86:7523', serialNumber: 'A1' } },
      { ...LINE, boxId: 'exit' },
    ].map((box) => {
      const read = BoxConfiguration.parse(box);
      return read.driver === 'glimlach' ? null : boxIdOf(read);
    });
    expect(names).toEqual([
      'line /dev/ttyUSB0',
      'line 02_USB_to_UART_Bridge_Controller_0001-if00-port0',
      'line 1a86:7523 A1',
      'exit',
    ]);
    expect(read({ boxes: [LINE, { ...BYTE, port: 'COM3', boxId: 'line /dev/ttyUSB0' }] })).toEqual({
      ok: false,
      problem: 'boxes.1.boxId: is the boxId of boxes.0 already',
    });
  });

  it('knows a byte by its number or its character', () => {
    expect(['0x52', '82', 'R', '/'].map(byteOf)).toEqual([0x52, 82, 0x52, 0x2f]);
  });
});
