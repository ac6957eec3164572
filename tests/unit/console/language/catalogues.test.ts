import { describe, expect, it } from 'vitest';
import { en } from '../../../../console/language/en.ts';
import { nl } from '../../../../console/language/nl.ts';
import { createTranslator, preferredLanguage } from '../../../../console/language/translator.ts';
import { itSaysTheSameIn } from '../../../support/catalogue-rules.ts';
import { sourceOf } from '../../../support/source-of.ts';

const source = sourceOf(new URL('../../../../console/', import.meta.url));

/** Names built from a value, such as `connection.${kind}`, are used whole. */
const builtFrom = [...source.matchAll(/t\(`([\w.]+)\.\$\{/g)].map((match) => `${match[1]}.`);

describe('Catalogues', () => {
  itSaysTheSameIn({ en, nl }, en);

  it('holds no message that no screen shows', () => {
    const unused = Object.keys(en).filter((name) => {
      const stem = name.replace(/_(one|other)$/, '');
      return !source.includes(`'${stem}'`) && !builtFrom.some((prefix) => stem.startsWith(prefix));
    });
    expect(unused).toEqual([]);
  });

  it('has both plural forms of what is counted', () => {
    const forms = Object.keys(en).filter((name) => /_(one|other)$/.test(name));
    const stems = [...new Set(forms.map((name) => name.replace(/_(one|other)$/, '')))];
    expect(forms.toSorted()).toEqual(
      stems.flatMap((stem) => [`${stem}_one`, `${stem}_other`]).toSorted(),
    );
  });

  it('speaks with plurals and values', () => {
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
