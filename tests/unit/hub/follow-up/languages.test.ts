import { describe, expect, it } from 'vitest';
import { choosePageLanguage, directionOf } from '../../../../hub/follow-up/languages.ts';

describe('choosePageLanguage', () => {
  it('takes what was chosen, then what the browser prefers, then what is known otherwise', () => {
    expect(choosePageLanguage('fr', 'de', 'nl')).toBe('fr');
    expect(choosePageLanguage('xx', 'es,de-CH;q=0.4,nl;q=0.9', 'fr')).toBe('nl');
    expect(choosePageLanguage(undefined, 'es, *;q=0.1', 'fr-BE')).toBe('fr');
    expect(choosePageLanguage(undefined, undefined)).toBe('en');
  });

  it('passes over languages of weight nought, and knows Norwegian by each of its names', () => {
    expect(choosePageLanguage(undefined, 'de;q=0, fr;q=0.1')).toBe('fr');
    for (const tag of ['nb-NO', 'no', 'nn', 'NB']) {
      expect(choosePageLanguage(undefined, tag)).toBe('nb');
    }
  });

  it('reads whatever is sent', () => {
    for (const header of [';;;', ',', 'q=1', 'x,'.repeat(100_000), 'de;q=nonsense', '\0']) {
      expect(['en', 'de']).toContain(choosePageLanguage(undefined, header));
    }
  });
});

describe('directionOf', () => {
  it('knows languages that are read from the right', () => {
    expect([directionOf('ar-EG'), directionOf('he'), directionOf('nb')]).toEqual([
      'rtl',
      'rtl',
      'ltr',
    ]);
  });
});
