import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linePatterns } from '../../../../hardware/drivers/line-patterns.ts';

const matches = (pattern: string, line: string): boolean =>
  linePatterns([[pattern, true]])(line) === true;

describe('line patterns', () => {
  it('match the whole line, letter by letter', () => {
    expect(matches('BTN:RED', 'BTN:RED')).toBe(true);
    for (const line of ['BTN:red', 'BTN:RED1', 'XBTN:RED', '', 'BTN.RED']) {
      expect(matches('BTN:RED', line)).toBe(false);
    }
    expect(matches('a.c', 'abc')).toBe(false);
  });

  it('take a star for anything or nothing', () => {
    expect(matches('BTN *:RED', 'BTN 17:RED')).toBe(true);
    expect(matches('BTN*:RED', 'BTN:RED')).toBe(true);
    expect(matches('*RED*', 'RED')).toBe(true);
    expect(matches('*', 'anything')).toBe(true);
    expect(matches('ab*ba', 'aba')).toBe(false);
  });

  it('match as the same regular expression would', () => {
    const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 12 }).map((all) => all.join(''));
    const pattern = fc
      .array(fc.constantFrom('a', 'b', '*'), { minLength: 1, maxLength: 8 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(pattern, text, (each, line) => {
        const expression = new RegExp(`^${each.replaceAll('*', '.*')}$`);
        expect(matches(each, line)).toBe(expression.test(line));
      }),
      { numRuns: 1_000 },
    );
  });

  it('prefer a pattern without a star, then the first', () => {
    const meaningOf = linePatterns([
      ['BTN*', 'any'],
      ['*RED', 'red'],
      ['BTN:RED', 'this'],
    ]);
    expect([meaningOf('BTN:RED'), meaningOf('BTN:X:RED'), meaningOf('A:RED')]).toEqual([
      'this',
      'any',
      'red',
    ]);
    expect(meaningOf('GREEN')).toBeUndefined();
  });

  it('take no longer for many stars', () => {
    expect(matches('*a'.repeat(60), `${'a'.repeat(255)}b`)).toBe(false);
  });
});
