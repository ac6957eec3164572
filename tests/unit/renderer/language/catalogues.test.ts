import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FALLBACK_LANGUAGE, catalogues } from '../../../../renderer/language/catalogues.ts';
import { en } from '../../../../renderer/language/en.ts';

const languageFolder = new URL('../../../../renderer/language/', import.meta.url);
const screensFolder = new URL('../../../../renderer/screens/', import.meta.url);

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

  it('holds exactly the texts the screens show', () => {
    const sources = readdirSync(screensFolder)
      .map((file) => readFileSync(new URL(file, screensFolder), 'utf8'))
      .join('\n');
    const quoted = new Set([...sources.matchAll(/'([\w.]+)'/g)].map(([, text = '']) => text));
    const unused = Object.keys(en).filter((key) => !quoted.has(key));
    expect(unused).toEqual([]);
  });
});
