import { parseArgs } from 'node:util';
import { BoxDriver } from '../../../contract/box-status.ts';
import { buttonOfKey } from './button-keys.ts';
import type { LineFault } from './line-faults.ts';

/** What the virtual box was asked to be on the command line. */
export type BoxOptions = {
  readonly path: string;
  readonly driver: BoxDriver;
  /** A buttons file. */
  readonly configFile: string | null;
  readonly serialNumber: string;
  /** How many buttons; of the driver glimlach. */
  readonly buttonCount: number;
  /** From the start. */
  readonly faults: readonly LineFault[];
  readonly chatter: boolean;
  readonly silent: boolean;
  readonly isWrongVersion: boolean;
  /** Button index. */
  readonly stuck: number | null;
};

export type ParsedBoxOptions =
  | { readonly ok: true; readonly options: BoxOptions | 'help' }
  /** One line: what is wrong and what to do. */
  | { readonly ok: false; readonly problem: string };

export const USAGE = `npm run box -- PATH [options]

A virtual button box. A serial device at PATH is used; otherwise a pair of ptys is made, and a terminal opens PATH.

  --driver DRIVER         glimlach (default), line, byte or modbus-rtu
  --config FILE           a buttons file; its first box of that driver says words, units and line settings
  --serial-number TEXT    of a Glimlach box; VIRTUAL-1 unless said otherwise
  --buttons COUNT         of a Glimlach box, 1 to 32; 6 unless said otherwise

What is wrong with it from the start; keys change it later:

  --noise                 random bytes on the line every now and then
  --drops                 a part of what it sends gets lost
  --slow                  what it sends arrives late
  --trickle               what it sends arrives byte by byte
  --chatter               each press bounces
  --stuck KEY             a button that is held down, by its key: 1 to 9, g, y, r or s
  --stale                 it lives and says nothing
  --wrong-version         a Glimlach box speaks another version of the protocol`;

const OPTIONS = {
  driver: { type: 'string' },
  config: { type: 'string' },
  'serial-number': { type: 'string' },
  buttons: { type: 'string' },
  noise: { type: 'boolean' },
  drops: { type: 'boolean' },
  slow: { type: 'boolean' },
  trickle: { type: 'boolean' },
  chatter: { type: 'boolean' },
  stuck: { type: 'string' },
  stale: { type: 'boolean' },
  'wrong-version': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const SEE_HELP = 'npm run box -- --help lists the options.';
const GLIMLACH_ONLY = ['serial-number', 'buttons', 'wrong-version'] as const;
const DEFAULT_BUTTON_COUNT = 6;

export function parseBoxOptions(args: readonly string[]): ParsedBoxOptions {
  const parsed = parse(args);
  if (!parsed.ok) {
    return parsed;
  }
  const { values, positionals } = parsed;
  if (values.help === true) {
    return { ok: true, options: 'help' };
  }
  const [path, ...more] = positionals;
  if (path === undefined) {
    return refuse(
      'Name a path: npm run box -- PATH. A serial device there is used; otherwise a pty is made.',
    );
  }
  if (more.length > 0) {
    return refuse(`Name one path, not ${positionals.length}: ${positionals.join(', ')}.`);
  }
  const driver = BoxDriver.safeParse(values.driver ?? 'glimlach');
  if (!driver.success) {
    const known = BoxDriver.options.join(', ');
    return refuse(`There is no driver "${values.driver}": --driver is one of ${known}.`);
  }
  const isGlimlach = driver.data === 'glimlach';
  const misplaced = GLIMLACH_ONLY.find((option) => !isGlimlach && values[option] !== undefined);
  if (misplaced !== undefined) {
    return refuse(`--${misplaced} is for the driver glimlach; leave it out for ${driver.data}.`);
  }
  if (isGlimlach && values.config !== undefined) {
    return refuse('--config is for the other drivers: a Glimlach box says itself what it is.');
  }
  const serialNumber = values['serial-number'] ?? 'VIRTUAL-1';
  if (!/^[\x20-\x7e]{1,64}$/.test(serialNumber)) {
    return refuse('--serial-number must be 1 to 64 printable ASCII characters.');
  }
  const buttonCount = Number(values.buttons ?? DEFAULT_BUTTON_COUNT);
  if (!Number.isInteger(buttonCount) || buttonCount < 1 || buttonCount > 32) {
    return refuse(`--buttons must be a number from 1 to 32, not "${values.buttons}".`);
  }
  const stuck = values.stuck === undefined ? null : buttonOfKey(values.stuck);
  if (values.stuck !== undefined && stuck === null) {
    return refuse(`--stuck must be a button's key: 1 to 9, g, y, r or s, not "${values.stuck}".`);
  }
  if (values.slow === true && values.trickle === true) {
    return refuse('--slow and --trickle are two ways to be slow; choose one.');
  }
  return {
    ok: true,
    options: {
      path,
      driver: driver.data,
      configFile: values.config ?? null,
      serialNumber,
      buttonCount,
      faults: [
        ...(values.noise === true ? (['noise'] as const) : []),
        ...(values.drops === true ? (['drops'] as const) : []),
        ...(values.slow === true ? (['late'] as const) : []),
        ...(values.trickle === true ? (['trickle'] as const) : []),
      ],
      chatter: values.chatter === true,
      silent: values.stale === true,
      isWrongVersion: values['wrong-version'] === true,
      stuck,
    },
  };
}

function parse(args: readonly string[]) {
  try {
    const parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    return { ok: true, ...parsed } as const;
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    // Node says more than one sentence, in more than one line.
    const [what = ''] = message.split(/\.\s|\n/);
    return refuse(`${what.replace(/\.$/, '')}. ${SEE_HELP}`);
  }
}

function refuse(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}
