import { describe, expect, it } from 'vitest';
import type { RuleScope } from '../../../../contract/alert-rule.ts';
import { chooseRule } from '../../../../hub/alerts/choose-rule.ts';
import type { PressRule } from '../../../../hub/rules/press-rules.ts';

/** Monday, noon in Amsterdam. */
const NOON_MS = Date.parse('2026-11-23T11:00Z');
const NIGHT_MS = NOON_MS + 12 * 3_600_000;

function rule(id: string, condition: PressRule['condition'], scope: Partial<RuleScope> = {}) {
  return {
    id,
    version: 1,
    condition,
    scope: { locationIds: [], touchpointIds: [], hours: 'always', ...scope },
    policyId: 'policy',
    policyVersion: 1,
  } satisfies PressRule;
}

const NEGATIVE = rule('1', 'each-negative');
const HELP = rule('2', 'help-asked');

function chosen(
  rules: readonly PressRule[],
  press: { cause?: 'negative' | 'help'; atMs?: number; helpAskedAtMs?: number },
): string | null {
  const { cause = 'negative', atMs = NOON_MS, helpAskedAtMs = null } = press;
  const placeOf = (touchpointId: string | null) => ({
    touchpointId,
    locationIds: ['store', 'town'],
  });
  const weekly = [{ day: 1, from: '09:00', until: '18:00' }];
  const hoursOf = () => ({ timeZone: 'Europe/Amsterdam', weekly, closedOn: [] });
  const made = { cause, touchpointId: 'desk', atMs, helpAskedAtMs };
  return chooseRule(made, { rules, placeOf }, hoursOf)?.id ?? null;
}

describe('chooseRule', () => {
  it('hears a negative press by the rule for those', () => {
    expect(chosen([NEGATIVE, HELP], {})).toBe('1');
    expect(chosen([HELP], {})).toBe(null);
  });

  it('hears a cry for help by its own rule, and a negative press with one by that of the press else', () => {
    const cry = { cause: 'help', helpAskedAtMs: NOON_MS } as const;
    expect(chosen([NEGATIVE, HELP], cry)).toBe('2');
    expect(chosen([NEGATIVE], cry)).toBe(null);
    expect(chosen([NEGATIVE], { ...cry, cause: 'negative' })).toBe('1');
  });

  it('takes the rule that was meant for the place most closely', () => {
    const town = rule('3', 'each-negative', { locationIds: ['town'] });
    const store = rule('4', 'each-negative', { locationIds: ['store'] });
    expect(chosen([NEGATIVE, town, store], {})).toBe('4');
    expect(chosen([rule('5', 'each-negative', { locationIds: ['other'] })], {})).toBe(null);
  });

  it('takes a rule for opening hours while the place was open at the press', () => {
    const inHours = rule('6', 'each-negative', { hours: 'open', locationIds: ['store'] });
    expect(chosen([inHours], { atMs: NOON_MS })).toBe('6');
    expect(chosen([inHours], { atMs: NIGHT_MS })).toBe(null);
    expect(chosen([NEGATIVE, inHours], { atMs: NIGHT_MS })).toBe('1');
  });
});
