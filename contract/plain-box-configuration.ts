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
import { checkLamps, type ConfiguredOutputs, configuredSwitches } from './configured-switches.ts';

/* Boxes that say a word per press and nothing about themselves: a line of text, or a byte. */

/** A box that says something by itself every so often; without it only a port that closes tells of a lost box. */
const heartbeatOf = <Pattern extends z.ZodType>(pattern: Pattern) =>
  z.strictObject({ pattern, everyMs: z.int().min(100).max(600_000) }).optional();

const LineText = z
  .string()
  .regex(/^[\x20-\x7e]{1,120}$/, 'must be 1 to 120 printable ASCII characters');

/** The whole line, without blanks around it; `*` stands for anything. */
const LinePattern = LineText.refine(
  (pattern) => pattern.trim() === pattern,
  'must not begin or end with a blank: lines are compared without',
).refine((pattern) => /[^*]/.test(pattern), 'fits every line, so all noise would be a press');

type PlainWords = {
  readonly presses: Readonly<Record<string, number>>;
  readonly releases: Readonly<Record<string, number>>;
  readonly heartbeat?: { readonly pattern: string } | undefined;
  readonly outputs: ConfiguredOutputs<{ readonly on: string; readonly off: string }>;
};

/**
 * What must hold between the fields of a box that says a word per press: each word that it says means one thing, each
 * that it is told switches one output one way, and nothing is said of a button that cannot be pressed.
 */
function checkWords(
  { presses, releases, heartbeat, outputs }: PlainWords,
  wordOf: (text: string) => string | number,
  context: z.RefinementCtx,
): void {
  const problem = (path: readonly string[], message: string): void => {
    context.addIssue({ code: 'custom', path: [...path], message });
  };
  const pressed = new Set(Object.values(presses));
  const meant = new Map<string | number, string>();
  const words: readonly (readonly [field: string, text: string])[] = [
    ...Object.keys(presses).map((text) => ['presses', text] as const),
    ...Object.keys(releases).map((text) => ['releases', text] as const),
    ...(heartbeat === undefined ? [] : [['heartbeat', heartbeat.pattern] as const]),
  ];
  for (const [field, text] of words) {
    const before = meant.get(wordOf(text));
    if (before !== undefined) {
      problem(
        [field, ...(field === 'heartbeat' ? ['pattern'] : [text])],
        `is in ${before} already`,
      );
    }
    meant.set(wordOf(text), field);
  }
  for (const [text, button] of Object.entries(releases)) {
    if (!pressed.has(button)) {
      problem(['releases', text], `is of button ${button}, which nothing presses`);
    }
  }
  checkLamps(outputs, pressed, context);
  const told = new Map<string | number, string>();
  for (const { path, switch: words } of configuredSwitches(outputs)) {
    for (const side of ['on', 'off'] as const) {
      const field = [...path, side];
      const word = wordOf(words[side]);
      const before = told.get(word);
      if (before !== undefined) {
        problem(field, `is in ${before} already`);
      }
      told.set(word, field.join('.'));
    }
  }
}

/** A box that writes a line of text per press. */
export const LineBox = z
  .strictObject({
    driver: z.literal('line'),
    port: Port,
    boxId: BoxId.optional(),
    ...LineSettings,
    baudRate: LineSettings.baudRate.default(9_600),
    /** What a line says, to the button that it is a press of. */
    presses: z
      .record(LinePattern, ButtonIndex)
      .refine((presses) => Object.keys(presses).length > 0, NAMES_NO_BUTTON),
    /** Where the box also tells that a button was let go: then a stuck one is noticed. */
    releases: z.record(LinePattern, ButtonIndex).default({}),
    heartbeat: heartbeatOf(LinePattern),
    debounceMs: DebounceMs,
    outputs: outputsOf(z.strictObject({ on: LineText, off: LineText })),
  })
  .superRefine((box, context) => {
    checkWords(box, (text) => text, context);
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
export const ByteBox = z
  .strictObject({
    driver: z.literal('byte'),
    port: Port,
    boxId: BoxId.optional(),
    ...LineSettings,
    baudRate: LineSettings.baudRate.default(9_600),
    presses: z
      .record(Byte, ButtonIndex)
      .refine((presses) => Object.keys(presses).length > 0, NAMES_NO_BUTTON),
    releases: z.record(Byte, ButtonIndex).default({}),
    heartbeat: heartbeatOf(Byte),
    debounceMs: DebounceMs,
    outputs: outputsOf(z.strictObject({ on: Byte, off: Byte })),
  })
  .superRefine((box, context) => {
    checkWords(box, byteOf, context);
    if (box.dataBits === 7) {
      for (const [path, text] of [
        ...Object.keys(box.presses).map((text) => [['presses', text], text] as const),
        ...Object.keys(box.releases).map((text) => [['releases', text], text] as const),
        ...(box.heartbeat === undefined
          ? []
          : [[['heartbeat', 'pattern'], box.heartbeat.pattern] as const]),
        ...configuredSwitches(box.outputs).flatMap(({ path, switch: { on, off } }) => [
          [[...path, 'on'], on] as const,
          [[...path, 'off'], off] as const,
        ]),
      ] as const) {
        if (byteOf(text) > 0x7f) {
          const message = 'does not fit into 7 data bits';
          context.addIssue({ code: 'custom', path: [...path], message });
        }
      }
    }
  });

/** The byte that a text of the configuration names. */
export function byteOf(text: string): number {
  return /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : text.charCodeAt(0);
}
