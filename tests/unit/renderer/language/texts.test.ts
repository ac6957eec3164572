import { describe, expect, it } from 'vitest';
import { catalogues } from '../../../../renderer/language/catalogues.ts';
import { languageName } from '../../../../renderer/language/language-name.ts';
import { localizedText } from '../../../../renderer/language/localized-text.ts';
import { directionOf, textsOf } from '../../../../renderer/language/texts.ts';

describe('Texts', () => {
  it('speaks the language asked for', () => {
    const { language, direction, t } = textsOf('nl');
    expect({ language, direction, title: t('thanks.positive.title') }).toEqual({
      language: 'nl',
      direction: 'ltr',
      title: 'Wat fijn!',
    });
  });

  it('takes the main language for a region', () => {
    expect(textsOf('nl-BE').language).toBe('nl');
  });

  it('falls back to English for a language without a catalogue, and says so', () => {
    const { language, t } = textsOf('ar');
    expect({ language, title: t('thanks.neutral.title') }).toEqual({
      language: 'en',
      title: 'Thank you!',
    });
  });

  it('takes a single text that a language lacks from the fallback', () => {
    const { language, direction, t } = textsOf('ar', {
      ...catalogues,
      ar: { 'thanks.neutral.title': 'شكرًا!' },
    });
    expect([language, direction, t('thanks.neutral.title'), t('thanks.neutral.text')]).toEqual([
      'ar',
      'rtl',
      'شكرًا!',
      'It is good to know.',
    ]);
  });

  it('fills places as they are, because the screen escapes', () => {
    expect(textsOf('en').t('setUp.detail', { detail: '<b> & "c"' })).toBe('Detail: <b> & "c"');
  });

  it('does not look up what a detail contains', () => {
    expect(textsOf('en').t('setUp.detail', { detail: '$t(rating.positive) {{detail}}' })).toBe(
      'Detail: $t(rating.positive) {{detail}}',
    );
  });
});

describe('directionOf', () => {
  it.each([
    ['ar', 'rtl'],
    ['he', 'rtl'],
    ['ur-PK', 'rtl'],
    ['az-Arab', 'rtl'],
    ['nl', 'ltr'],
    ['zh-TW', 'ltr'],
  ])('writes %s %s', (language, direction) => {
    expect(directionOf(language)).toBe(direction);
  });

  it('writes what is no language tag from left to right', () => {
    expect(directionOf('nl-be-xx')).toBe('ltr');
  });
});

describe('languageName', () => {
  it.each([
    ['nl', 'Nederlands'],
    ['en', 'English'],
    ['fr', 'Français'],
    ['ar', 'العربية'],
  ])('names %s as its speakers do', (language, name) => {
    expect(languageName(language)).toBe(name);
  });

  it('shows a tag nobody knows as it is', () => {
    expect(languageName('qqq')).toBe('Qqq');
  });

  it('shows what is no language tag as it is', () => {
    expect(languageName('nl-be-xx')).toBe('nl-be-xx');
  });
});

describe('localizedText', () => {
  const texts = { nl: 'Hoe was het?', en: 'How was it?' };

  it('prefers the language asked for', () => {
    expect(localizedText(texts, 'en', ['nl', 'en'])).toEqual({
      text: 'How was it?',
      language: 'en',
      direction: 'ltr',
    });
  });

  it('takes the main language for a region', () => {
    expect(localizedText(texts, 'en-GB', ['nl', 'en-GB'])).toEqual({
      text: 'How was it?',
      language: 'en',
      direction: 'ltr',
    });
  });

  it('else takes the first offered language that has a text', () => {
    expect(localizedText(texts, 'fr', ['de', 'nl', 'en'])).toEqual({
      text: 'Hoe was het?',
      language: 'nl',
      direction: 'ltr',
    });
  });

  it('else takes any text there is', () => {
    expect(localizedText({ pl: 'Jak było?' }, 'fr', ['fr'])).toEqual({
      text: 'Jak było?',
      language: 'pl',
      direction: 'ltr',
    });
  });

  it('says in which direction the text is read, whatever it begins with', () => {
    expect(localizedText({ ar: 'Glimlach سعيدة؟' }, 'ar', ['ar'])?.direction).toBe('rtl');
  });

  it('finds nothing where there is nothing', () => {
    expect([localizedText(null, 'nl', ['nl']), localizedText({}, 'nl', ['nl'])]).toEqual([
      null,
      null,
    ]);
  });
});
