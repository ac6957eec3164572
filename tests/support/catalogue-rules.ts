import { expect, it } from 'vitest';

type Catalogue = Readonly<Record<string, string>>;

/** What holds of texts in several languages: each has every text, in words, with the same values to fill in. */
export function itSaysTheSameIn(catalogues: Readonly<Record<string, Catalogue>>, en: Catalogue) {
  it.each(Object.entries(catalogues))('has every text, and no other, in %s', (_, catalogue) => {
    expect(Object.keys(catalogue)).toEqual(Object.keys(en));
    expect(Object.entries(catalogue).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(Object.entries(catalogues))('fills in the same values in %s', (_, catalogue) => {
    expect(valuesIn(catalogue)).toEqual(valuesIn(en));
  });
}

function valuesIn(catalogue: Catalogue): unknown {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, text]) => [
      key,
      [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name).toSorted(),
    ]),
  );
}
