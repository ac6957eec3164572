import { z } from 'zod';
import { MAX_BOXES } from './box-status.ts';
import { UsbPort } from './box-settings.ts';
import { describeFaults } from './describe-faults.ts';
import { KeypadKeys } from './keypad-keys.ts';
import { ModbusBox } from './modbus-box-configuration.ts';
import { ByteBox, LineBox } from './plain-box-configuration.ts';

/*
 * What hangs on a terminal's serial ports, as the person who installs it writes it down. One JSON file, checked whole
 * before a port is opened; unknown fields are refused, because a misspelt one would be a setting that does nothing.
 */

/** The Glimlach protocol. `auto` is every box of it that is plugged in. */
const GlimlachBox = z.strictObject({
  driver: z.literal('glimlach'),
  port: z.union([z.literal('auto'), z.string().min(1).max(300), UsbPort], {
    error: 'must be "auto", the path of a port, or { "usb": "vendor:product" }',
  }),
});

export const BoxConfiguration = z.discriminatedUnion('driver', [
  GlimlachBox,
  LineBox,
  ByteBox,
  ModbusBox,
]);
export type BoxConfiguration = z.infer<typeof BoxConfiguration>;
export type GlimlachBoxConfiguration = z.infer<typeof GlimlachBox>;
export type LineBoxConfiguration = z.infer<typeof LineBox>;
export type ByteBoxConfiguration = z.infer<typeof ByteBox>;
export type ModbusBoxConfiguration = z.infer<typeof ModbusBox>;
/** One that cannot say who it is. */
export type PlainBoxConfiguration = Exclude<BoxConfiguration, GlimlachBoxConfiguration>;

/** Longest tail of a port's name in a box's: serial numbers are at its end. */
const MAX_PORT_LENGTH = 48;

/** How a box is called that does not say who it is: the same whatever path a box that is found has today. */
export function boxIdOf({ driver, port, boxId }: PlainBoxConfiguration): string {
  const where =
    typeof port === 'string' ? port : [port.usb, port.serialNumber ?? ''].join(' ').trim();
  const shown = where.replaceAll(/[^\x20-\x7e]/g, '?').slice(-MAX_PORT_LENGTH);
  return boxId ?? `${driver} ${shown}`;
}

export const ButtonsConfiguration = z
  .strictObject({
    boxes: z.array(BoxConfiguration).max(MAX_BOXES).default([]),
    keypad: z.strictObject({ keys: KeypadKeys }).optional(),
  })
  .superRefine(({ boxes }, context) => {
    const taken = new Map<string, number>();
    for (const [index, box] of boxes.entries()) {
      for (const [field, value] of [
        ['port', JSON.stringify(box.port)],
        ...(box.driver === 'glimlach' ? [] : [['boxId', boxIdOf(box)] as const]),
      ] as const) {
        const before = taken.get(`${field} ${value}`);
        if (before !== undefined) {
          context.addIssue({
            code: 'custom',
            path: ['boxes', index, field],
            message: `is the ${field} of boxes.${before} already`,
          });
        }
        taken.set(`${field} ${value}`, index);
      }
    }
  });
export type ButtonsConfiguration = z.infer<typeof ButtonsConfiguration>;

export type ReadButtonsConfiguration =
  | { readonly ok: true; readonly configuration: ButtonsConfiguration }
  /** The field and what is wrong with it, for one line; every field that is wrong, the first four. */
  | { readonly ok: false; readonly problem: string };

/** Reads the text of a configuration file. */
export function readButtonsConfiguration(text: string): ReadButtonsConfiguration {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    return { ok: false, problem: `is not JSON: ${thrown instanceof Error ? thrown.message : ''}` };
  }
  const read = ButtonsConfiguration.safeParse(json);
  if (read.success) {
    return { ok: true, configuration: read.data };
  }
  return { ok: false, problem: describeFaults(read.error) };
}
