import {
  type ByteBoxConfiguration,
  type LineBoxConfiguration,
} from '../../../contract/box-configuration.ts';
import { byteOf } from '../../../contract/plain-box-configuration.ts';
import { type LineMeaning, linePatterns } from '../../drivers/line-patterns.ts';
import { NO_LINE, type PendingLine, splitLines } from '../../drivers/line-splitter.ts';
import { type Word, wordsOf } from '../../drivers/plain-words.ts';
import { type OutputName, outputWords } from '../../drivers/switched-outputs.ts';

/** A command for one output, or what was heard instead of one. */
export type HeardCommand =
  | { readonly output: OutputName; readonly on: boolean }
  | { readonly unknown: string };

/** What a box says of its buttons and hears of its outputs: the other side of a `line` or `byte` configuration. */
export type BoxWords = {
  /** By button index. */
  readonly presses: ReadonlyMap<number, Uint8Array>;
  /** Only of the buttons that also tell when they are let go. */
  readonly releases: ReadonlyMap<number, Uint8Array>;
  readonly heartbeat: { readonly bytes: Uint8Array; readonly everyMs: number } | null;
  /** Cut anywhere; `pending` is what the call before left. */
  hear(
    pending: PendingLine,
    bytes: Uint8Array,
  ): { readonly pending: PendingLine; readonly commands: readonly HeardCommand[] };
};

export function lineWords(configuration: LineBoxConfiguration): BoxWords {
  const words = wordsOf(configuration);
  const meaningOf = linePatterns(words);
  const commandOf = commandsOf(configuration.outputs, (text) => text);
  return {
    ...sayings(words, configuration.heartbeat, (pattern, word) =>
      asciiBytes(`${aLineOf(pattern, word, meaningOf)}\r\n`),
    ),
    hear: (pending, bytes) => {
      // A terminal never stops half-way in a line, so the splitter needs no clock.
      const split = splitLines(pending, bytes, 0);
      return {
        pending: split.pending,
        commands: split.lines.map(
          ({ text }) => commandOf(text) ?? { unknown: `the line "${text}"` },
        ),
      };
    },
  };
}

export function byteWords(configuration: ByteBoxConfiguration): BoxWords {
  const commandOf = commandsOf(configuration.outputs, byteOf);
  return {
    ...sayings(wordsOf(configuration), configuration.heartbeat, (text) =>
      Uint8Array.of(byteOf(text)),
    ),
    hear: (_, bytes) => ({
      pending: NO_LINE,
      commands: [...bytes].map(
        (byte) =>
          commandOf(byte) ?? { unknown: `the byte 0x${byte.toString(16).padStart(2, '0')}` },
      ),
    }),
  };
}

type Sayings = Pick<BoxWords, 'presses' | 'releases' | 'heartbeat'>;

function sayings(
  words: readonly (readonly [text: string, word: Word])[],
  configuredHeartbeat: { readonly everyMs: number } | undefined,
  encode: (text: string, word: Word) => Uint8Array,
): Sayings {
  const presses = new Map<number, Uint8Array>();
  const releases = new Map<number, Uint8Array>();
  let heartbeat: Sayings['heartbeat'] = null;
  for (const [text, word] of words) {
    const bytes = encode(text, word);
    if (word.kind === 'heartbeat') {
      heartbeat = { bytes, everyMs: configuredHeartbeat?.everyMs ?? 0 };
      continue;
    }
    // Of several words for one thing, the first.
    const said = word.kind === 'opened' ? releases : presses;
    said.set(word.button, said.get(word.button) ?? bytes);
  }
  return { presses, releases, heartbeat };
}

/** A line that a terminal reads as this word: a `*` may stand for nothing only where no other pattern takes that line. */
function aLineOf(pattern: string, word: Word, meaningOf: LineMeaning<Word>): string {
  const lines = ['', '1', 'X', '-'].map((any) => pattern.replaceAll('*', any).trim());
  return lines.find((line) => line !== '' && meaningOf(line) === word) ?? pattern;
}

function commandsOf<Key>(
  outputs: (LineBoxConfiguration | ByteBoxConfiguration)['outputs'],
  keyOf: (text: string) => Key,
): (key: Key) => HeardCommand | undefined {
  const commands = new Map<Key, HeardCommand>();
  for (const [output, { on, off }] of outputWords(outputs)) {
    commands.set(keyOf(on), { output, on: true });
    commands.set(keyOf(off), { output, on: false });
  }
  return (key) => commands.get(key);
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
