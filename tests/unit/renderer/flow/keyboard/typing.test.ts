import { describe, expect, it } from 'vitest';
import {
  capital,
  startsWithCapital,
  type Typed,
  typeStroke,
} from '../../../../../renderer/flow/keyboard/typing.ts';

/** A text with `|` at the caret, or around what is selected. */
function at(marked: string): Typed {
  const [before = '', selected = '', after = null] = marked.split('|');
  return after === null
    ? { text: before + selected, from: before.length, until: before.length }
    : {
        text: before + selected + after,
        from: before.length,
        until: before.length + selected.length,
      };
}

const A = { kind: 'type', text: 'a' } as const;
const BACK = { kind: 'backspace' } as const;

describe('typing', () => {
  it.each([
    ['at the caret', 'b|c', A, 'ba|c'],
    ['in the place of what is selected', 'b|cd|e', A, 'ba|e'],
    ['backspace before the caret', 'bc|d', BACK, 'b|d'],
    ['backspace over what is selected', 'b|cd|e', BACK, 'b|e'],
    ['backspace over a whole character', 'é👨‍👩‍👧|', BACK, 'é|'],
    ['backspace where nothing is', '|b', BACK, '|b'],
  ] as const)('goes %s', (_, before, stroke, after) => {
    expect(typeStroke(at(before), stroke, 100)).toEqual(at(after));
  });

  it('stops where the text would be too long to keep', () => {
    expect(typeStroke(at('abc|'), A, 3)).toEqual(at('abc|'));
    expect(typeStroke(at('a|bc|'), A, 3)).toEqual(at('aa|'));
  });

  it.each([
    ['text', '|', true],
    ['text', 'Te lang|', false],
    ['text', 'Te lang. |', true],
    ['text', 'Te lang.\n|', true],
    ['name', 'Ada |', true],
    ['name', 'Anne-|', true],
    ['name', 'Ada|', false],
    ['email', '|', false],
  ] as const)(
    'begins in %s with a capital letter where that is usual: "%s"',
    (purpose, text, yes) => {
      expect(startsWithCapital(at(text), purpose)).toBe(yes);
    },
  );

  it('makes one letter of one letter', () => {
    expect([capital('é', 'fr'), capital('ß', 'de'), capital('i', 'tr')]).toEqual(['É', 'ß', 'İ']);
  });
});
