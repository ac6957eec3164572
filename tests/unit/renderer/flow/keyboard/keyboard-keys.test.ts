import { describe, expect, it } from 'vitest';
import {
  hasCase,
  type KeyboardKey,
  keyboardKeys,
  type TypingPurpose,
} from '../../../../../renderer/flow/keyboard/keyboard-keys.ts';
import {
  KEYBOARD_LAYOUTS,
  type KeyboardLayout,
  keyboardLayoutOf,
} from '../../../../../renderer/flow/keyboard/keyboard-layout.ts';

const ARABIC: KeyboardLayout = {
  letters: ['ضصثقفغعهخحج', 'شسيبلاتنمكط', 'ذءؤرىةوزظد'],
  more: 'أإآئ',
};
const LAYOUTS = { ...KEYBOARD_LAYOUTS, ar: ARABIC };

function faces(row: readonly KeyboardKey[]): string {
  return row.map((key) => (key.kind === 'type' ? key.text : `[${key.kind}]`)).join('');
}

function keyboard(language: string, purpose: TypingPurpose = 'text') {
  const layout = keyboardLayoutOf(language, LAYOUTS);
  return keyboardKeys(layout, purpose, 'letters').rows.map(faces);
}

describe('the keys of a language', () => {
  it.each([
    ['nl', ['qwertyuiop', 'asdfghjkl', '[shift]zxcvbnm[backspace]', '[layer], .?']],
    ['de', ['qwertzuiopü', 'asdfghjklöä', '[shift]yxcvbnmß[backspace]', '[layer], .?']],
    ['nb', ['qwertyuiopå', 'asdfghjkløæ', '[shift]zxcvbnm[backspace]', '[layer], .?']],
    [
      'fr-BE',
      ['éèêàçùîôûâ', 'azertyuiop', 'qsdfghjklm', '[shift]wxcvbn[backspace]', '[layer], .?'],
    ],
    ['ar', [...ARABIC.letters.slice(0, 2), `${ARABIC.letters[2]}[backspace]`, '[layer], .?']],
    ['pl', ['qwertyuiop', 'asdfghjkl', '[shift]zxcvbnm[backspace]', '[layer], .?']],
  ])('stand in %s as people there know them', (language, rows) => {
    expect(keyboard(language)).toEqual(rows);
  });

  it('are digits for a phone number, and have the signs of an address at hand', () => {
    expect(keyboard('nl', 'phone')).toEqual(['123', '456', '789', '+0[backspace]']);
    expect(keyboard('nl', 'email').at(-1)).toBe('[layer]@.-_');
  });

  it('have no shift where letters have no case', () => {
    expect([hasCase(ARABIC), hasCase(keyboardLayoutOf('nl'))]).toEqual([false, true]);
  });

  it.each(Object.keys(LAYOUTS))(
    'of %s never overflow their row, nor change how many rows there are',
    (language) => {
      const layout = keyboardLayoutOf(language, LAYOUTS);
      for (const purpose of ['text', 'name', 'email'] as const) {
        const layers = (['letters', 'symbols'] as const).map((layer) =>
          keyboardKeys(layout, purpose, layer),
        );
        for (const { columns, rows } of layers) {
          expect(rows).toHaveLength(layout.letters.length + 1);
          const widths = rows.map((row) => row.reduce((sum, { width }) => sum + width, 0));
          expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
          expect(columns, 'a finger hits a key on a narrow screen').toBeLessThanOrEqual(11);
        }
      }
    },
  );
});
