import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Theme } from '../../../../contract/appearance.ts';
import { contrast } from '../../../../renderer/look/contrast.ts';

const lookFolder = new URL('../../../../renderer/look/', import.meta.url);

function declarations(css: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const PAPER = declarations(readFileSync(new URL('tokens.css', lookFolder), 'utf8'));
const THEMES = readFileSync(new URL('themes.css', lookFolder), 'utf8');

function tokensOf(theme: Theme): Readonly<Record<string, string>> {
  const own = new RegExp(`data-theme='${theme}'\\] \\{(.*?)\\n\\}`, 's').exec(THEMES)?.[1] ?? '';
  return { ...PAPER, ...declarations(own) };
}

const FACES = [
  'very-positive',
  'positive',
  'neutral',
  'negative',
  'very-negative',
  'troubled',
  'resting',
] as const;
const SURFACES = ['--paper', '--paper-light', '--paper-shade', '--field'] as const;
const TINTS = ['--positive-tint', '--neutral-tint', '--negative-tint', '--troubled-tint'] as const;

/** Pairs of colours whose contrast is too low, with what it is. */
function tooLow(
  tokens: Readonly<Record<string, string>>,
  pairs: readonly (readonly [string, string])[],
  least: number,
): readonly string[] {
  return pairs.flatMap(([one, other]) => {
    const ratio = contrast(tokens[one] ?? '', tokens[other] ?? '');
    return ratio >= least ? [] : [`${one} on ${other}: ${ratio.toFixed(2)}`];
  });
}

function pairs(
  ones: readonly string[],
  others: readonly string[],
): readonly (readonly [string, string])[] {
  return ones.flatMap((one) => others.map((other) => [one, other] as const));
}

describe.each(Theme.options)('the theme %s', (theme) => {
  const tokens = tokensOf(theme);
  const leastOfText = theme === 'contrast' ? 7 : 4.5;

  it('has text that can be read on everything it stands on (WCAG 2.2, 1.4.3; 1.4.6 for contrast)', () => {
    expect([
      ...tooLow(
        tokens,
        pairs(['--ink', '--ink-soft', '--trouble', '--done'], SURFACES),
        leastOfText,
      ),
      ...tooLow(tokens, pairs(['--ink', '--ink-soft'], TINTS), leastOfText),
    ]).toEqual([]);
  });

  it('has faces whose eyes and mouths, or numbers, are told from their skin (1.4.11)', () => {
    const light = FACES.map((face) => [`--${face}-ink`, `--${face}-light`] as const);
    const skin = FACES.map((face) => [`--${face}-ink`, `--${face}-skin`] as const);
    expect(tooLow(tokens, [...light, ...skin], 3)).toEqual([]);
    const numbered = [...light, ...skin].filter(([ink]) =>
      /--(?:positive|neutral|negative)-ink/.test(ink),
    );
    expect(tooLow(tokens, numbered, theme === 'contrast' ? 7 : 4.5)).toEqual([]);
  });

  it('has faces that stand out from the paper: by their skin, their edge or a line around them (1.4.11)', () => {
    const parts = tokens['--outline'] === 'none' ? ['skin', 'edge'] : ['outline'];
    const hidden = FACES.filter((face) => face !== 'resting' && face !== 'troubled').filter(
      (face) =>
        parts.every((part) => {
          const name = part === 'outline' ? '--outline' : `--${face}-${part}`;
          return tooLow(tokens, pairs([name], ['--paper', '--paper-shade']), 3).length > 0;
        }),
    );
    expect(hidden).toEqual([]);
  });

  it('has colours for every face', () => {
    const missing = FACES.flatMap((face) =>
      ['light', 'skin', 'edge', 'ink']
        .map((part) => `--${face}-${part}`)
        .filter((name) => tokens[name] === undefined),
    );
    expect(missing).toEqual([]);
  });
});
