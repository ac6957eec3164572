import type { ByteBoxConfiguration } from '../../contract/box-configuration.ts';
import { byteOf } from '../../contract/plain-box-configuration.ts';
import { plainBoxOf } from './plain-box.ts';
import { plainSession, type PlainSessionState } from './plain-session.ts';
import { type Word, type WordReader, wordsOf } from './plain-words.ts';
import type { Session } from './session.ts';

/** Every byte is a word of its own, so nothing is kept of them. */
export type ByteSessionState = PlainSessionState<null>;

/**
 * A box that writes a byte per press. Noise that happens to be one of its bytes is taken for a press: choose another
 * driver where the box speaks one.
 */
export function byteSession(
  configuration: ByteBoxConfiguration,
  boxId: string,
): Session<ByteSessionState> {
  const words = new Map(wordsOf(configuration).map(([text, word]) => [byteOf(text), word]));
  return plainSession(
    plainBoxOf(configuration, boxId, (text) => Uint8Array.of(byteOf(text))),
    byteReader(words),
  );
}

function byteReader(words: ReadonlyMap<number, Word>): WordReader<null> {
  const wordOf = Array.from({ length: 256 }, (_, byte) => words.get(byte));
  return {
    initial: null,
    read(reading, bytes) {
      const heard: Word[] = [];
      let firstUnknown: number | null = null;
      for (const byte of bytes) {
        const word = wordOf[byte];
        if (word === undefined) {
          firstUnknown ??= byte;
        } else {
          heard.push(word);
        }
      }
      return {
        reading,
        words: heard,
        unknown:
          firstUnknown === null
            ? null
            : { first: whatItSent(firstUnknown), count: bytes.length - heard.length },
      };
    },
    distrust: () => null,
  };
}

function whatItSent(byte: number): string {
  const hexadecimal = `0x${byte.toString(16).padStart(2, '0')}`;
  const character = byte > 0x20 && byte < 0x7f ? ` (${String.fromCharCode(byte)})` : '';
  return `sent the byte ${hexadecimal}${character}, which its configuration does not name`;
}
