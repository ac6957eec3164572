import type { PageLanguage } from './languages.ts';
import { de } from './texts/de.ts';
import { en, type Catalogue, type TextKey } from './texts/en.ts';
import { fr } from './texts/fr.ts';
import { nb } from './texts/nb.ts';
import { nl } from './texts/nl.ts';

export const CATALOGUES: Readonly<Record<PageLanguage, Catalogue>> = { en, nl, de, fr, nb };

export type Translate = (
  key: TextKey,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** The texts of one language, with `{{name}}` filled in. */
export function textsOf(language: PageLanguage): Translate {
  const catalogue = CATALOGUES[language];
  return (key, values = {}) =>
    catalogue[key].replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) =>
      String(values[name] ?? ''),
    );
}

/** A questionnaire's own words in this language, else in one that the organization offers, else in any. */
export function ownWords(
  text: Readonly<Record<string, string>> | null,
  language: string,
  offered: readonly string[],
): { readonly text: string; readonly language: string } | null {
  const tags = Object.keys(text ?? {});
  const found =
    tags.find((tag) => tag === language) ??
    tags.find((tag) => primaryOf(tag) === primaryOf(language)) ??
    offered.find((tag) => tags.includes(tag)) ??
    tags[0];
  const words = found === undefined ? undefined : text?.[found];
  return words === undefined || found === undefined ? null : { text: words, language: found };
}

function primaryOf(tag: string): string {
  return tag.split('-', 1)[0] ?? tag;
}
