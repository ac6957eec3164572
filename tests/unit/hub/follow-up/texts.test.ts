import { describe, expect, it } from 'vitest';
import { CATALOGUES, ownWords, textsOf } from '../../../../hub/follow-up/texts.ts';
import { PAGE_LANGUAGES } from '../../../../hub/follow-up/languages.ts';

const NAMES = /\{\{\w+\}\}/g;

describe('The texts of visitors’ pages', () => {
  it.each(PAGE_LANGUAGES)('are complete in %s, with the same names to fill in', (language) => {
    const named = Object.entries(CATALOGUES[language]).map(([key, text]) => [
      key,
      text.match(NAMES),
    ]);
    const english = Object.entries(CATALOGUES.en).map(([key, text]) => [key, text.match(NAMES)]);
    expect(named).toEqual(english);
    expect(Object.values(CATALOGUES[language]).filter((text) => text.trim() === '')).toEqual([]);
  });

  it('say je and u where they can be avoided in no Dutch text', () => {
    const addressed = Object.values(CATALOGUES.nl).filter((text) =>
      /\b(je|jij|jouw|u|uw)\b/i.test(text),
    );
    expect(addressed).toEqual([]);
  });

  it('are filled in', () => {
    expect(textsOf('en')('limited.text', { minutes: 4 })).toContain('in 4 min');
  });
});

describe('ownWords', () => {
  const text = { 'nl-BE': 'Dag', fr: 'Bonjour' };

  it('prefers the page’s language, then one that is offered, then any, and says which it is', () => {
    expect(ownWords(text, 'nl', [])).toEqual({ text: 'Dag', language: 'nl-BE' });
    expect(ownWords(text, 'de', ['en', 'fr'])).toEqual({ text: 'Bonjour', language: 'fr' });
    expect(ownWords(text, 'de', ['en'])).toEqual({ text: 'Dag', language: 'nl-BE' });
    expect(ownWords({}, 'de', ['en'])).toBe(null);
    expect(ownWords(null, 'de', ['en'])).toBe(null);
  });
});
