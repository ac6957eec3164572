import { z } from 'zod';
import { MAX_BOXES } from './box-status.ts';
import { KeypadKeys } from './keypad-keys.ts';

/*
 * What hangs on a terminal's serial ports, as the person who installs it writes it down. One JSON file, checked whole
 * before a port is opened; unknown fields are refused, because a misspelt one would be a setting that does nothing.
 */

const ButtonIndex = z.int().min(0).max(31);

/** Two hexadecimal numbers of four digits, as `lsusb` shows them. */
const UsbId = z
  .string()
  .regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/i, 'must be a USB id such as 2341:0043 (vendor:product)')
  .transform((id) => id.toLowerCase());

/** The port by its path, such as `/dev/ttyUSB0` or `COM3`; or by the USB device behind it, whatever its path is today. */
const Port = z.union(
  [
    z
      .string()
      .min(1)
      .max(300)
      .refine((path) => path !== 'auto', 'only the driver glimlach finds its box by itself'),
    z.strictObject({ usb: UsbId, serialNumber: z.string().min(1).max(120).optional() }),
  ],
  { error: 'must be the path of a port, or { "usb": "vendor:product" }' },
);

/** Printable ASCII: it is part of every press and stands in every list. */
const BoxId = z.string().regex(/^[\x20-\x7e]{1,64}$/, 'must be 1 to 64 printable ASCII characters');

/** How bytes travel. */
const LineSettings = {
  baudRate: z.int().min(300).max(4_000_000),
  dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
  parity: z.enum(['none', 'even', 'odd']).default('none'),
  stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
};

/** How long a contact must be quiet before its button counts again, in milliseconds. */
const DebounceMs = z.int().min(0).max(1_000).default(40);

/** A box that says something by itself every so often; without it only a port that closes tells of a lost box. */
const heartbeatOf = <Pattern extends z.ZodType>(pattern: Pattern) =>
  z.strictObject({ pattern, everyMs: z.int().min(100).max(600_000) }).optional();

/** What switches an output on and off, in the words of its driver. */
const outputsOf = <Switch extends z.ZodType>(Switch: Switch) =>
  z
    .strictObject({
      lamps: z.record(z.string().regex(/^([0-9]|[12][0-9]|3[01])$/), Switch).default({}),
      buzzer: Switch.optional(),
      beacon: Switch.optional(),
    })
    .default({ lamps: {} });

/** The Glimlach protocol. `auto` is every box of it that is plugged in. */
const GlimlachBox = z.strictObject({
  driver: z.literal('glimlach'),
  port: z.union([z.literal('auto'), z.string().min(1).max(300), z.strictObject({ usb: UsbId })], {
    error: 'must be "auto", the path of a port, or { "usb": "vendor:product" }',
  }),
});

/** The whole line, without its ends; `*` stands for anything. */
const LinePattern = z.string().min(1).max(120);
const ANY = 'names no button';
const LineText = z.string().min(1).max(120);

/** A box that writes a line of text per press. */
const LineBox = z.strictObject({
  driver: z.literal('line'),
  port: Port,
  boxId: BoxId.optional(),
  ...LineSettings,
  baudRate: LineSettings.baudRate.default(9_600),
  /** What a line says, to the button that it is a press of. */
  presses: z
    .record(LinePattern, ButtonIndex)
    .refine((presses) => Object.keys(presses).length > 0, ANY),
  /** Where the box also tells that a button was let go: then a stuck one is noticed. */
  releases: z.record(LinePattern, ButtonIndex).default({}),
  heartbeat: heartbeatOf(LinePattern),
  debounceMs: DebounceMs,
  outputs: outputsOf(z.strictObject({ on: LineText, off: LineText })),
});

/** `0x52`, `82` or the character itself when it is not a digit: `R`. */
const Byte = z
  .string()
  .regex(
    /^(0x[0-9a-f]{1,2}|\d{1,3}|[\x21-\x2f\x3a-\x7e])$/i,
    'must be a byte: 0x52, 82 or one character that is not a digit',
  )
  .refine((text) => byteOf(text) <= 255, 'must be a byte, 0 to 255');

/** A box that writes a byte per press. */
const ByteBox = z.strictObject({
  driver: z.literal('byte'),
  port: Port,
  boxId: BoxId.optional(),
  ...LineSettings,
  baudRate: LineSettings.baudRate.default(9_600),
  presses: z.record(Byte, ButtonIndex).refine((presses) => Object.keys(presses).length > 0, ANY),
  releases: z.record(Byte, ButtonIndex).default({}),
  heartbeat: heartbeatOf(Byte),
  debounceMs: DebounceMs,
  outputs: outputsOf(z.strictObject({ on: Byte, off: Byte })),
});

const Address = z.int().min(0).max(0xffff);
const Unit = z.int().min(1).max(247);

/** Input modules that are asked over and over; several may share the line. */
const ModbusBox = z.strictObject({
  driver: z.literal('modbus-rtu'),
  port: Port,
  boxId: BoxId.optional(),
  ...LineSettings,
  baudRate: LineSettings.baudRate.default(9_600),
  modules: z
    .array(
      z.strictObject({
        unit: Unit,
        /** Function 2 reads discrete inputs, function 1 coils. */
        table: z.enum(['discrete-inputs', 'coils']).default('discrete-inputs'),
        /** Address of an input, to the button wired to it; addresses count from 0. */
        inputs: z
          .record(z.string().regex(/^\d{1,5}$/, 'must be an address, 0 to 65535'), ButtonIndex)
          .refine((inputs) => Object.keys(inputs).length > 0, ANY)
          .refine(
            (inputs) => Object.keys(inputs).every((address) => Number(address) <= 0xffff),
            'has an address above 65535',
          )
          .refine((inputs) => {
            const addresses = Object.keys(inputs).map(Number);
            return Math.max(...addresses) - Math.min(...addresses) < 256;
          }, 'has addresses more than 255 apart; make two modules of it'),
        /** The contact opens when the button is pressed. */
        normallyClosed: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(16),
  /** How often each module is asked, in milliseconds; a press must last longer than this. */
  pollMs: z.int().min(5).max(200).default(20),
  /** How long an answer is waited for, in milliseconds. */
  timeoutMs: z.int().min(20).max(2_000).default(200),
  debounceMs: DebounceMs,
  outputs: outputsOf(z.strictObject({ unit: Unit, coil: Address })),
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

export const ButtonsConfiguration = z
  .strictObject({
    boxes: z.array(BoxConfiguration).max(MAX_BOXES).default([]),
    keypad: z.strictObject({ keys: KeypadKeys }).optional(),
  })
  .superRefine(({ boxes }, context) => {
    const taken = new Map<string, number>();
    for (const [index, { port }] of boxes.entries()) {
      const name = JSON.stringify(port);
      const before = taken.get(name);
      if (before !== undefined) {
        context.addIssue({
          code: 'custom',
          path: ['boxes', index, 'port'],
          message: `is the port of boxes.${before} already`,
        });
      }
      taken.set(name, index);
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
  const { issues } = read.error;
  const named = issues.slice(0, 4).map((issue) => {
    const field = issue.path.map(String).join('.');
    const message = messageOf(issue);
    return field === '' ? message : `${field}: ${message}`;
  });
  const more = issues.length > named.length ? `; and ${issues.length - named.length} more` : '';
  return { ok: false, problem: `${named.join('; ')}${more}` };
}

/** Of a key that does not fit, why it does not: zod says that one level deeper. */
function messageOf(issue: z.core.$ZodIssue): string {
  const [inner] = issue.code === 'invalid_key' ? issue.issues : [];
  return inner?.message ?? issue.message;
}

/** The byte that a text of the configuration names. */
export function byteOf(text: string): number {
  return /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : text.charCodeAt(0);
}
