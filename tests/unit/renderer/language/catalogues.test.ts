import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FALLBACK_LANGUAGE, catalogues } from '../../../../renderer/language/catalogues.ts';
import { en } from '../../../../renderer/language/en.ts';
import { fr } from '../../../../renderer/language/fr.ts';

const languageFolder = new URL('../../../../renderer/language/', import.meta.url);
const rendererFolder = new URL('../../../../renderer/', import.meta.url);

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name).toSorted();
}

describe('Catalogues', () => {
  it('has a catalogue for the fallback language', () => {
    expect(catalogues[FALLBACK_LANGUAGE]).toBe(en);
  });

  it.each(Object.keys(catalogues))('has one file for %s', (language) => {
    expect(readdirSync(languageFolder)).toContain(`${language}.ts`);
  });

  it.each(Object.entries(catalogues))('has every text, and no other, in %s', (_, catalogue) => {
    expect(Object.keys(catalogue)).toEqual(Object.keys(en));
    expect(Object.values(catalogue).filter((text) => text.trim() === '')).toEqual([]);
  });

  it.each(Object.entries(catalogues))('fills the same places in %s', (_, catalogue) => {
    const placesOf = (texts: Readonly<Record<string, string>>): unknown =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, placeholders(text)]));
    expect(placesOf(catalogue)).toEqual(placesOf(en));
  });

  it('speaks the languages that terminals are sold with', () => {
    expect(Object.keys(catalogues).toSorted()).toEqual(['de', 'en', 'fr', 'nb', 'nl']);
  });

  it('holds exactly the texts the kiosk shows', () => {
    const sources = readdirSync(rendererFolder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('language/'))
      .map((file) => readFileSync(new URL(file, rendererFolder), 'utf8'))
      .join('\n');
    const quoted = new Set([...sources.matchAll(/'([\w.-]+)'/g)].map(([, text = '']) => text));
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
