import { describe, expect, it } from 'vitest';
import { en } from '../../../../../renderer/staff/language/en.ts';
import { staffCatalogues, staffWords } from '../../../../../renderer/staff/language/staff-words.ts';
import { itSaysTheSameIn } from '../../../../support/catalogue-rules.ts';
import { sourceOf } from '../../../../support/source-of.ts';

const staffFolder = new URL('../../../../../renderer/staff/', import.meta.url);

/** Every name in quotes, and every name put together of a fixed part and another, in the menu's own source. */
function namesInSource(): {
  readonly whole: ReadonlySet<string>;
  readonly made: readonly RegExp[];
} {
  const sources = sourceOf(staffFolder);
  return {
    whole: new Set([...sources.matchAll(/'([a-z]+\.[\w.-]+)'/g)].map(([, name = '']) => name)),
    made: [...sources.matchAll(/`([a-z]+\.[\w.-]*)\$\{[^}`]*\}(\w*)`/g)].map(
      ([, before = '', after = '']) =>
        new RegExp(`^${before.replaceAll('.', String.raw`\.`)}[^.]+${after}$`),
    ),
  };
}

describe('Staff catalogues', () => {
  itSaysTheSameIn(staffCatalogues, en);

  it('holds exactly the texts the menu shows', () => {
    const { whole, made } = namesInSource();
    const keys = Object.keys(en);
    expect(keys.filter((key) => !whole.has(key) && !made.some((name) => name.test(key)))).toEqual(
      [],
    );
    expect(
      [...whole].filter(
        (name) => /^(status|network|boxes|found|todo)\./.test(name) && !(name in en),
      ),
    ).toEqual([]);
  });
});

describe('StaffWords', () => {
  it('says sizes, times and measures as each language does', () => {
    const said = (language: string) => {
      const words = staffWords(language);
      return [
        words.size(0),
        words.size(1_234_567_890),
        words.duration(200_000),
        words.ago(86_400_000 * 2),
        words.measure(24.4),
        words.measure(1_340),
        words.number(12_345),
      ].map((text) => text.replaceAll(/\s/g, ' '));
    };
    expect([said('en'), said('nl'), said('de')]).toEqual([
      ['0 byte', '1.2 GB', '3 minutes', '2 days ago', '24 ms', '1.3 sec', '12,345'],
      ['0 byte', '1,2 GB', '3 minuten', '2 dagen geleden', '24 ms', '1,3 sec', '12.345'],
      ['0 Byte', '1,2 GB', '3 Minuten', 'vor 2 Tagen', '24 ms', '1,3 Sek.', '12.345'],
    ]);
  });

  it('speaks English where it has no other words', () => {
    expect(staffWords('ar').t('menu.close')).toBe('Close');
    expect(staffWords('de-CH').t('menu.close')).toBe('Schließen');
  });
});
