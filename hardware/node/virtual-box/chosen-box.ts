import {
  BoxConfiguration,
  type ByteBoxConfiguration,
  type LineBoxConfiguration,
  type ModbusBoxConfiguration,
  readButtonsConfiguration,
} from '../../../contract/box-configuration.ts';
import { GLIMLACH_LINE, type LineSettings } from '../serial-link.ts';
import type { BoxOptions } from './box-options.ts';
import { FOREIGN_VERSION, newVirtualBox, type VirtualBox } from './virtual-box.ts';

/** What the virtual box is. */
export type ChosenBox =
  | { readonly driver: 'glimlach'; readonly box: VirtualBox }
  | { readonly driver: 'line'; readonly configuration: LineBoxConfiguration }
  | { readonly driver: 'byte'; readonly configuration: ByteBoxConfiguration }
  | { readonly driver: 'modbus-rtu'; readonly configuration: ModbusBoxConfiguration };

export type BoxChoice =
  | { readonly ok: true; readonly chosen: ChosenBox }
  | { readonly ok: false; readonly problem: string };

/** What stands in a buttons file for a box that nobody configured, but for its port. */
const DEFAULTS = {
  line: {
    presses: { 'BTN:GREEN': 0, 'BTN:YELLOW': 1, 'BTN:RED': 2, 'BTN:STAFF': 5 },
    heartbeat: { pattern: 'ALIVE', everyMs: 1_000 },
    outputs: {
      lamps: {
        0: { on: 'LAMP:GREEN:ON', off: 'LAMP:GREEN:OFF' },
        1: { on: 'LAMP:YELLOW:ON', off: 'LAMP:YELLOW:OFF' },
        2: { on: 'LAMP:RED:ON', off: 'LAMP:RED:OFF' },
      },
      beacon: { on: 'BEACON:ON', off: 'BEACON:OFF' },
    },
  },
  byte: {
    presses: { G: 0, Y: 1, R: 2, S: 5 },
    heartbeat: { pattern: '.', everyMs: 1_000 },
    outputs: {
      lamps: {
        0: { on: 'A', off: 'a' },
        1: { on: 'B', off: 'b' },
        2: { on: 'C', off: 'c' },
      },
      beacon: { on: 'D', off: 'd' },
    },
  },
  'modbus-rtu': {
    modules: [{ unit: 1, inputs: { 0: 0, 1: 1, 2: 2, 3: 5 } }],
    outputs: {
      lamps: { 0: { unit: 1, coil: 0 }, 1: { unit: 1, coil: 1 }, 2: { unit: 1, coil: 2 } },
      beacon: { unit: 1, coil: 3 },
    },
  },
} as const;

/**
 * @param file the text of the buttons file; null when none was named.
 * @param boot how often the box has started; it must rise from run to run.
 */
export function chooseBox(options: BoxOptions, file: string | null, boot: number): BoxChoice {
  const { driver, configFile, serialNumber, buttonCount, isWrongVersion } = options;
  if (driver === 'glimlach') {
    const box = newVirtualBox(serialNumber, boot, buttonCount);
    return {
      ok: true,
      chosen: { driver, box: isWrongVersion ? { ...box, version: FOREIGN_VERSION } : box },
    };
  }
  if (file === null) {
    return chosenOf(BoxConfiguration.parse({ driver, port: options.path, ...DEFAULTS[driver] }));
  }
  const read = readButtonsConfiguration(file);
  if (!read.ok) {
    return { ok: false, problem: `${configFile}: ${read.problem}.` };
  }
  const { boxes } = read.configuration;
  const first = boxes.find((box) => box.driver === driver);
  if (first === undefined) {
    const others = [...new Set(boxes.map((box) => box.driver))].join(', ');
    const has = others === '' ? 'it has no boxes' : `its boxes are ${others}`;
    return { ok: false, problem: `${configFile} has no box of the driver ${driver}: ${has}.` };
  }
  return chosenOf(first);
}

/** Button indexes, in rising order. */
export function buttonsOf(chosen: ChosenBox): readonly number[] {
  switch (chosen.driver) {
    case 'glimlach':
      return [...chosen.box.counts.keys()];
    case 'line':
    case 'byte':
      return inOrder(Object.values(chosen.configuration.presses));
    case 'modbus-rtu':
      return inOrder(chosen.configuration.modules.flatMap(({ inputs }) => Object.values(inputs)));
  }
}

export function lineSettingsOf(chosen: ChosenBox): LineSettings {
  if (chosen.driver === 'glimlach') {
    return GLIMLACH_LINE;
  }
  const { baudRate, dataBits, parity, stopBits } = chosen.configuration;
  return { baudRate, dataBits, parity, stopBits };
}

/** A whole buttons file for a terminal that opens `port`, on one line. */
export function buttonsFileFor(driver: ChosenBox['driver'], port: string): string {
  const rest = driver === 'glimlach' ? {} : DEFAULTS[driver];
  return JSON.stringify({ boxes: [{ driver, port, ...rest }] });
}

function chosenOf(configuration: BoxConfiguration): BoxChoice {
  switch (configuration.driver) {
    case 'glimlach':
      return { ok: false, problem: 'A Glimlach box is not configured by a buttons file.' };
    case 'line':
      return { ok: true, chosen: { driver: configuration.driver, configuration } };
    case 'byte':
      return { ok: true, chosen: { driver: configuration.driver, configuration } };
    case 'modbus-rtu':
      return { ok: true, chosen: { driver: configuration.driver, configuration } };
  }
}

function inOrder(buttons: readonly number[]): readonly number[] {
  return [...new Set(buttons)].toSorted((a, b) => a - b);
}
