import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FALLBACK_LANGUAGE, catalogues } from '../../../../renderer/language/catalogues.ts';
import { en } from '../../../../renderer/language/en.ts';
import { fr } from '../../../../renderer/language/fr.ts';
import { itSaysTheSameIn } from '../../../support/catalogue-rules.ts';
import { sourceOf } from '../../../support/source-of.ts';

const languageFolder = new URL('../../../../renderer/language/', import.meta.url);
const rendererFolder = new URL('../../../../renderer/', import.meta.url);

describe('Catalogues', () => {
  it('has a catalogue for the fallback language', () => {
    expect(catalogues[FALLBACK_LANGUAGE]).toBe(en);
  });

  it.each(Object.keys(catalogues))('has one file for %s', (language) => {
    expect(readdirSync(languageFolder)).toContain(`${language}.ts`);
  });

  itSaysTheSameIn(catalogues, en);

  it('speaks the languages that terminals are sold with', () => {
    expect(Object.keys(catalogues).toSorted()).toEqual(['de', 'en', 'fr', 'nb', 'nl']);
  });

  it('holds exactly the texts the kiosk shows', () => {
    const quoted = new Set(
      [...sourceOf(rendererFolder).matchAll(/'([\w.-]+)'/g)].map(([, text = '']) => text),
    );
    const unused = Object.keys(en).filter((key) => !quoted.has(key));
    expect(unused).toEqual([]);
  });

  // A question mark of its own line, or a word before a colon, would look like a mistake in French.
  it('keeps French punctuation with the word before it', () => {
    const loose = Object.values(fr).filter((text) =>
      /(?:^|[^\s\u00a0\u202f])[!?;:](?:\s|$)| [!?;:]/.test(text),
    );
    expect(loose).toEqual([]);
  });
});
