import { describe, expect, it } from 'vitest';
import type { KeyStroke } from '../../../../renderer/screens/button-of-key.ts';
import { buttonOfKey } from '../../../../renderer/screens/button-of-key.ts';

function stroke(part: Partial<KeyStroke>): KeyStroke {
  return {
    code: '',
    key: '',
    isComposing: false,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    ...part,
  };
}

describe('buttonOfKey', () => {
  it.each([
    ['1 on the main block', { code: 'Digit1', key: '1' }, 0],
    ['2 on the main block', { code: 'Digit2', key: '2' }, 1],
    ['3 on the main block', { code: 'Digit3', key: '3' }, 2],
    ['9 on the main block', { code: 'Digit9', key: '9' }, 8],
    ['3 on the number pad', { code: 'Numpad3', key: '3' }, 2],
    ['1 on the number pad without NumLock', { code: 'Numpad1', key: 'End' }, 0],
    ['the first digit key of a French keyboard', { code: 'Digit1', key: '&' }, 0],
    ['2 from a keypad that names no position', { code: '', key: '2' }, 1],
  ] as const)('takes %s for a button', (_, keys, button) => {
    expect(buttonOfKey(stroke(keys), null)).toBe(button);
  });

  it.each([
    ['a shortcut', { code: 'Digit1', key: '1', ctrlKey: true }],
    ['a shortcut on a Mac', { code: 'Digit1', key: '1', metaKey: true }],
    ['a character by Alt', { code: 'Digit1', key: '1', altKey: true }],
    ['a character being composed', { code: 'Digit1', key: '1', isComposing: true }],
    ['0', { code: 'Digit0', key: '0' }],
    ['a letter', { code: 'KeyA', key: 'a' }],
    ['the space bar', { code: 'Space', key: ' ' }],
    ['a key that says nothing', { code: '', key: '' }],
    ['a name every object has', { code: '', key: 'constructor' }],
  ])('takes %s for none', (_, keys) => {
    expect(buttonOfKey(stroke(keys), null)).toBeNull();
  });

  it('goes by the terminal’s own keys alone where it has any, and by their place', () => {
    const keys = { F13: 2, Enter: 0, KeyQ: 31 };
    const buttonOf = (part: Partial<KeyStroke>): number | null => buttonOfKey(stroke(part), keys);
    expect([
      buttonOf({ code: 'F13', key: 'F13' }),
      buttonOf({ code: 'Enter', key: 'Enter' }),
      buttonOf({ code: 'KeyQ', key: 'a' }),
      buttonOf({ code: 'KeyA', key: 'q' }),
      buttonOf({ code: 'Digit1', key: '1' }),
      buttonOf({ code: 'F13', key: 'F13', ctrlKey: true }),
      buttonOfKey(stroke({ code: 'Digit1', key: '1' }), {}),
    ]).toEqual([2, 0, 31, null, null, null, null]);
  });
});
