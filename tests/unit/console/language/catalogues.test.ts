import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../../../console/language/en.ts';
import type { Catalogue } from '../../../../console/language/en.ts';
import { nl } from '../../../../console/language/nl.ts';
import { createTranslator, preferredLanguage } from '../../../../console/language/translator.ts';

const CONSOLE = fileURLToPath(new URL('../../../../console/', import.meta.url));

const source = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/language\/(en|nl)\.ts$/.test(file))
  .map((file) => readFileSync(join(CONSOLE, file), 'utf8'))
  .join('\n');

/** Names built from a value, such as `connection.${kind}`, are used whole. */
const builtFrom = [...source.matchAll(/t\(`([\w.]+)\.\$\{/g)].map((match) => `${match[1]}.`);

const placeholders = (message: string): readonly string[] =>
  [...message.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted();

describe('Catalogues', () => {
  it('have the same messages in every language, each with words in it', () => {
    expect(Object.keys(nl)).toEqual(Object.keys(en));
    expect(Object.entries({ ...en, ...nl }).filter(([, message]) => message.trim() === '')).toEqual(
      [],
    );
  });

  it('fill in the same values', () => {
    const valuesOf = (catalogue: Catalogue): unknown =>
      Object.fromEntries(
        Object.entries(catalogue).map(([name, message]) => [name, placeholders(message)]),
      );
    expect(valuesOf(nl)).toEqual(valuesOf(en));
  });

  it('hold no message that no screen shows', () => {
    const unused = Object.keys(en).filter((name) => {
      const stem = name.replace(/_(one|other)$/, '');
      return !source.includes(`'${stem}'`) && !builtFrom.some((prefix) => stem.startsWith(prefix));
    });
    expect(unused).toEqual([]);
  });

  it('have both plural forms of what is counted', () => {
    const forms = Object.keys(en).filter((name) => /_(one|other)$/.test(name));
    const stems = [...new Set(forms.map((name) => name.replace(/_(one|other)$/, '')))];
    expect(forms.toSorted()).toEqual(
      stems.flatMap((stem) => [`${stem}_one`, `${stem}_other`]).toSorted(),
    );
  });

  it('speak with plurals and values', () => {
    expect(createTranslator('en')('board.needed', { count: 1 })).toBe('One place needs you');
    expect(createTranslator('nl')('board.needed', { count: 3 })).toBe('3 plekken hebben je nodig');
    expect(createTranslator('en')('alert.announce', { place: 'Till <4> & 5' })).toBe(
      'New alert: Till <4> & 5',
    );
  });
});

describe('preferredLanguage', () => {
  it.each([
    [['nl-BE', 'en'], 'nl'],
    [['fr', 'NL'], 'nl'],
    [['fr', 'de'], 'en'],
    [[], 'en'],
  ] as const)('of %j is %s', (wanted, language) => {
    expect(preferredLanguage(wanted)).toBe(language);
  });
});
