import { describe, expect, it } from 'vitest';
import { CATALOGUES, ownWords, textsOf } from '../../../../hub/follow-up/texts.ts';
import { itSaysTheSameIn } from '../../../support/catalogue-rules.ts';

describe('PageTexts', () => {
  itSaysTheSameIn(CATALOGUES, CATALOGUES.en);

  it('addresses nobody as je or u in Dutch', () => {
    const addressed = Object.values(CATALOGUES.nl).filter((text) =>
      /\b(je|jij|jouw|u|uw)\b/i.test(text),
    );
    expect(addressed).toEqual([]);
  });

  it('is filled in', () => {
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
