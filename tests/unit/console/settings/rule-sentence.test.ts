import { describe, expect, it } from 'vitest';
import type { RuleContent } from '../../../../contract/alert-rule.ts';
import { createTranslator } from '../../../../console/language/translator.ts';
import { ruleSentence } from '../../../../console/settings/rules/rule-sentence.ts';

const NAMES = {
  location: (id: string) => ({ utrecht: 'Utrecht', zwolle: 'Zwolle' })[id] ?? null,
  touchpoint: (id: string) => ({ till: 'Till 3' })[id] ?? null,
  policy: (id: string) => (id === 'staff' ? 'Staff at once' : null),
};
const EN = { t: createTranslator('en'), language: 'en' } as const;
const NL = { t: createTranslator('nl'), language: 'nl' } as const;
const MINUTE_MS = 60_000;

function rule(change: Partial<RuleContent> = {}): RuleContent {
  return {
    name: 'Rule',
    enabled: true,
    condition: { kind: 'count', negatives: 3, withinMs: 10 * MINUTE_MS },
    scope: { locationIds: ['utrecht'], touchpointIds: [], hours: 'open' },
    policyId: 'staff',
    ...change,
  };
}

describe('ruleSentence', () => {
  it('says what has to be so, where, when and who is told', () => {
    expect(ruleSentence(rule(), NAMES, EN)).toBe(
      '3 red presses within 10 minutes, at Utrecht and below, while open →\u00a0Staff at once',
    );
    expect(ruleSentence(rule(), NAMES, NL)).toBe(
      '3 rode drukken binnen 10 minuten, bij Utrecht en daaronder, tijdens openingstijd →\u00a0Staff at once',
    );
  });

  it('counts what the reader does not see', () => {
    const scope = {
      locationIds: ['utrecht', 'x', 'y'],
      touchpointIds: [],
      hours: 'always',
    } as const;
    expect(
      ruleSentence(
        rule({ scope: { ...scope, locationIds: [...scope.locationIds], touchpointIds: [] } }),
        NAMES,
        EN,
      ),
    ).toBe(
      '3 red presses within 10 minutes, at Utrecht and 2 others and below →\u00a0Staff at once',
    );
  });

  it('names touchpoints, and opening hours only where they are not said already', () => {
    const silent = rule({
      condition: { kind: 'silent', forMs: 90 * MINUTE_MS },
      scope: { locationIds: [], touchpointIds: ['till'], hours: 'open' },
      policyId: 'gone',
    });
    expect(ruleSentence(silent, NAMES, EN)).toBe(
      'No press for 1 hour, 30 minutes of opening time, only Till 3 →\u00a0nobody yet',
    );
  });

  it('leaves open what is being typed', () => {
    const typing = rule({
      condition: { kind: 'count', negatives: Number.NaN, withinMs: Number.NaN },
    });
    expect(ruleSentence(typing, NAMES, EN)).toContain('… red presses within …');
  });
});
