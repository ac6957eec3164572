import type { LineBoxConfiguration } from '../../contract/box-configuration.ts';
import { type LineMeaning, linePatterns } from './line-patterns.ts';
import {
  NO_LINE,
  type PendingLine,
  skipLine,
  type SplitLine,
  splitLines,
} from './line-splitter.ts';
import { plainBoxOf } from './plain-box.ts';
import { plainSession, type PlainSessionState } from './plain-session.ts';
import { type ReadWords, type Word, type WordReader, wordsOf } from './plain-words.ts';
import type { Session } from './session.ts';

export type LineSessionState = PlainSessionState<PendingLine>;

/**
 * A box that writes a line of text per press. Lines are compared whole, without spaces and tabs around them; one with
 * anything but printable ASCII in it is never a word.
 */
export function lineSession(
  configuration: LineBoxConfiguration,
  boxId: string,
): Session<LineSessionState> {
  return plainSession(
    plainBoxOf(configuration, boxId, lineBytes),
    lineReader(linePatterns(wordsOf(configuration))),
  );
}

function lineReader(meaningOf: LineMeaning<Word>): WordReader<PendingLine> {
  return {
    initial: NO_LINE,
    read(reading, bytes, nowMs) {
      const { pending, lines } = splitLines(reading, bytes, nowMs);
      return readLines(pending, lines, meaningOf);
    },
    distrust: skipLine,
  };
}

function readLines(
  reading: PendingLine,
  lines: readonly SplitLine[],
  meaningOf: LineMeaning<Word>,
): ReadWords<PendingLine> {
  const words: Word[] = [];
  let first: string | null = null;
  let count = 0;
  for (const line of lines) {
    const text = line.text.replaceAll(/^[ \t]+|[ \t]+$/g, '');
    if (text === '' && line.kind === 'whole') {
      continue;
    }
    const word = line.kind === 'whole' && isPrintable(text) ? meaningOf(text) : undefined;
    if (word === undefined) {
      first ??= whatItSent(line.kind, text);
      count += 1;
    } else {
      words.push(word);
    }
  }
  return { reading, words, unknown: first === null ? null : { first, count } };
}

const MOST_SHOWN = 40;

function whatItSent(kind: SplitLine['kind'], text: string): string {
  const cut = text.slice(0, MOST_SHOWN).replaceAll(/[^\x20-\x7e]/g, '?');
  const shown = `"${cut}"${text.length > MOST_SHOWN ? '…' : ''}`;
  switch (kind) {
    case 'whole':
      return isPrintable(text)
        ? `sent the line ${shown}, which its configuration does not name`
        : `sent a line that is not text: ${shown}; check its baudRate and parity`;
    case 'stalled':
      return `stopped half-way in a line: ${shown}`;
    case 'oversized':
      return 'sent more than 256 bytes without a line end; check its baudRate and parity';
  }
}

function isPrintable(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function lineBytes(text: string): Uint8Array {
  return Uint8Array.from(`${text}\n`, (character) => character.charCodeAt(0));
}
