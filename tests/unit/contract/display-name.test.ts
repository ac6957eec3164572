import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DisplayName } from '../../../contract/display-name.ts';

describe('DisplayName', () => {
  it.each([
    'Anna de Vries',
    'Zoë',
    'O’Brien & Söhne (2)',
    'Nguyễn Thị Ánh',
    '山田太郎',
    // With an ideographic variation selector, as some family names are written.
    '葛\u{E0100}城',
    'فاطمه\u200Cزهرا',
    'क्\u200Dष',
    'Team 👩\u200D🚒 ❤\uFE0F',
    '👩\u{1F3FD}\u200D❤\uFE0F\u200D👨',
    '7',
    'Kassa\u00A01',
  ])('takes %j as it is', (name) => {
    expect(DisplayName.parse(name)).toBe(name.normalize('NFC'));
  });

  it('composes what was typed in parts, and cuts spaces around it', () => {
    expect(DisplayName.parse('  Zoe\u0308 ')).toBe('Zo\u00EB');
  });

  it.each([
    ['a line break', 'x\r\nBcc: y'],
    ['a separator of lines', 'x\u2028y'],
    ['a tabulator', 'x\ty'],
    ['a null', 'x\0y'],
    ['a turn of direction', '\u202Egnp'],
    ['an isolate', '\u2066x\u2069'],
    ['a mark of direction', 'x\u200F'],
    ['nothing that is seen', ' \u200B '],
    ['a letter that is not seen', '\u3164'],
    ['an empty Braille cell', '\u2800'],
    ['a byte order mark', 'An\uFEFFna'],
    ['a soft hyphen', 'An\u00ADna'],
    ['a space without width', 'An\u200Bna'],
    ['half a pair', 'x\uD800'],
    ['letters of tags', 'Anna\u{E0041}'],
    ['a joiner that joins nothing', 'Anna\u200D'],
    ['joiners in a row', 'An\u200D\u200Dna'],
    ['a joiner after a space', 'Anna \u200CB'],
    ['a mark alone', '\u0308'],
  ])('refuses %s', (_what, name) => {
    expect(DisplayName.safeParse(name).error?.issues).toMatchObject([
      { code: 'custom', message: 'must be one line of characters that can be seen' },
    ]);
  });

  it('says of none that it is missing, and of a long one that it is long', () => {
    expect(DisplayName.safeParse(' ').error?.issues.map(({ code }) => code)).toEqual(['too_small']);
    expect(DisplayName.safeParse('x'.repeat(81)).error?.issues[0]?.code).toBe('too_big');
  });

  it('takes its own result again as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = DisplayName.safeParse(text);
        expect(once.success ? DisplayName.parse(once.data) : once.data).toBe(once.data);
      }),
    );
  });
});
