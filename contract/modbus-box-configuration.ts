import { z } from 'zod';
import {
  BoxId,
  ButtonIndex,
  DebounceMs,
  LineSettings,
  NAMES_NO_BUTTON,
  outputsOf,
  Port,
} from './box-settings.ts';
import { checkLamps, configuredSwitches } from './configured-switches.ts';

const Address = z.int().min(0).max(0xffff);
const Unit = z.int().min(1).max(247);

/** Input modules that are asked over and over; several may share the line. */
export const ModbusBox = z
  .strictObject({
    driver: z.literal('modbus-rtu'),
    port: Port,
    boxId: BoxId.optional(),
    ...LineSettings,
    /** RTU is binary. */
    dataBits: z.literal(8).default(8),
    baudRate: LineSettings.baudRate.default(9_600),
    modules: z
      .array(
        z.strictObject({
          unit: Unit,
          /** Function 2 reads discrete inputs, function 1 coils. */
          table: z.enum(['discrete-inputs', 'coils']).default('discrete-inputs'),
          /** Address of an input, to the button wired to it; addresses count from 0. */
          inputs: z
            .record(
              z.string().regex(/^(0|[1-9]\d{0,4})$/, 'must be an address, 0 to 65535'),
              ButtonIndex,
            )
            .refine((inputs) => Object.keys(inputs).length > 0, NAMES_NO_BUTTON)
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
  })
  .superRefine(({ modules, outputs }, context) => {
    // An input in two modules would press twice, a coil of two outputs go off while one of them is on, and an output
    // that is read as a button press it.
    const wired = new Map<string, string>();
    for (const [index, { unit, table, inputs }] of modules.entries()) {
      for (const address of Object.keys(inputs)) {
        const input = `${table} ${unit}/${address}`;
        const before = wired.get(input);
        if (before !== undefined) {
          const path = ['modules', index, 'inputs', address];
          context.addIssue({ code: 'custom', path, message: `is in ${before} already` });
        }
        wired.set(input, `modules.${index}`);
      }
    }
    for (const {
      path,
      switch: { unit, coil },
    } of configuredSwitches(outputs)) {
      const output = `coils ${unit}/${coil}`;
      const before = wired.get(output);
      if (before !== undefined) {
        const message = `is the coil of ${before} already`;
        context.addIssue({ code: 'custom', path: [...path], message });
      }
      wired.set(output, path.join('.'));
    }
    checkLamps(outputs, new Set(modules.flatMap(({ inputs }) => Object.values(inputs))), context);
  });
