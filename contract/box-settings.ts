import { z } from 'zod';

/* What the configurations of all drivers are made of. */

/** Button index, from 0. */
export const ButtonIndex = z.int().min(0).max(31);

/** Two hexadecimal numbers of four digits, as `lsusb` shows them. */
const UsbId = z
  .string()
  .regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/i, 'must be a USB id such as 2341:0043 (vendor:product)')
  .transform((id) => id.toLowerCase());

/** A port by the USB device behind it. */
export const UsbPort = z.strictObject({
  usb: UsbId,
  serialNumber: z.string().min(1).max(120).optional(),
});

/** The port by its path, such as `/dev/ttyUSB0` or `COM3`; or by the USB device behind it, whatever its path is today. */
export const Port = z.union(
  [
    z
      .string()
      .min(1)
      .max(300)
      .refine((path) => path !== 'auto', 'only the driver glimlach finds its box by itself'),
    UsbPort,
  ],
  { error: 'must be the path of a port, or { "usb": "vendor:product" }' },
);

/** Printable ASCII: it is part of every press and stands in every list. */
export const BoxId = z
  .string()
  .regex(/^[\x20-\x7e]{1,64}$/, 'must be 1 to 64 printable ASCII characters');

/** How bytes travel. */
export const LineSettings = {
  baudRate: z.int().min(300).max(4_000_000),
  dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
  parity: z.enum(['none', 'even', 'odd']).default('none'),
  stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
};

/** How long a contact must be quiet before its button counts again, in milliseconds. */
export const DebounceMs = z.int().min(0).max(1_000).default(40);

/** What switches an output on and off, in the words of its driver. */
export const outputsOf = <Switch extends z.ZodType>(Switch: Switch) =>
  z
    .strictObject({
      lamps: z.record(z.string().regex(/^([0-9]|[12][0-9]|3[01])$/), Switch).default({}),
      buzzer: Switch.optional(),
      beacon: Switch.optional(),
    })
    .default({ lamps: {} });

/** What a driver needs a button for, and does not have. */
export const NAMES_NO_BUTTON = 'names no button';
