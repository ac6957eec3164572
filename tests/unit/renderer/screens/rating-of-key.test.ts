import { describe, expect, it } from 'vitest';
import type { KeyStroke } from '../../../../renderer/screens/rating-of-key.ts';
import { ratingOfKey } from '../../../../renderer/screens/rating-of-key.ts';

function stroke(part: Partial<KeyStroke>): KeyStroke {
  return {
    code: '',
    key: '',
    repeat: false,
    isComposing: false,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    ...part,
  };
}

describe('ratingOfKey', () => {
  it.each([
    ['1 on the main block', { code: 'Digit1', key: '1' }, 'positive'],
    ['2 on the main block', { code: 'Digit2', key: '2' }, 'neutral'],
    ['3 on the main block', { code: 'Digit3', key: '3' }, 'negative'],
    ['3 on the number pad', { code: 'Numpad3', key: '3' }, 'negative'],
    ['1 on the number pad without NumLock', { code: 'Numpad1', key: 'End' }, 'positive'],
    ['the first digit key of a French keyboard', { code: 'Digit1', key: '&' }, 'positive'],
    ['2 from a keypad that names no position', { code: '', key: '2' }, 'neutral'],
  ] as const)('hears %s', (_, keys, rating) => {
    expect(ratingOfKey(stroke(keys))).toBe(rating);
  });

  it.each([
    ['a key held down', { code: 'Digit1', key: '1', repeat: true }],
    ['a shortcut', { code: 'Digit1', key: '1', ctrlKey: true }],
    ['a shortcut on a Mac', { code: 'Digit1', key: '1', metaKey: true }],
    ['a character by Alt', { code: 'Digit1', key: '1', altKey: true }],
    ['a character being composed', { code: 'Digit1', key: '1', isComposing: true }],
    ['another digit', { code: 'Digit4', key: '4' }],
    ['a letter', { code: 'KeyA', key: 'a' }],
    ['a name every object has', { code: '', key: 'constructor' }],
  ])('does not hear %s', (_, keys) => {
    expect(ratingOfKey(stroke(keys))).toBeNull();
  });
});
