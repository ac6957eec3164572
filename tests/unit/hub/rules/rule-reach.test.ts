import { describe, expect, it } from 'vitest';
import type { RuleScope } from '../../../../contract/alert-rule.ts';
import { closestRule, reaches, type PlaceOfRule } from '../../../../hub/rules/rule-reach.ts';

const [TILL, DOOR, STORE, REGION, ELSEWHERE] = ['till', 'door', 'store', 'region', 'elsewhere'];

const AT_TILL: PlaceOfRule = { touchpointId: TILL, locationIds: [STORE, REGION] };
const NOWHERE: PlaceOfRule = { touchpointId: null, locationIds: [] };

function scope(change: Partial<RuleScope> = {}): RuleScope {
  return { locationIds: [], touchpointIds: [], hours: 'always', ...change };
}

describe('reaches', () => {
  it('everywhere where it names no place', () => {
    expect([AT_TILL, NOWHERE].map((place) => reaches(scope(), place))).toEqual([true, true]);
  });

  it('a location it names and all below it, and no other', () => {
    expect(
      [STORE, REGION, ELSEWHERE].map((id) => reaches(scope({ locationIds: [id] }), AT_TILL)),
    ).toEqual([true, true, false]);
    expect(reaches(scope({ locationIds: [REGION] }), NOWHERE)).toBe(false);
  });

  it('of those places only the touchpoints it names', () => {
    expect([TILL, DOOR].map((id) => reaches(scope({ touchpointIds: [id] }), AT_TILL))).toEqual([
      true,
      false,
    ]);
    expect(reaches(scope({ locationIds: [ELSEWHERE], touchpointIds: [TILL] }), AT_TILL)).toBe(
      false,
    );
    expect(reaches(scope({ touchpointIds: [TILL] }), NOWHERE)).toBe(false);
  });
});

describe('closestRule', () => {
  const everywhere = { id: 'a', scope: scope() };
  const region = { id: 'b', scope: scope({ locationIds: [REGION] }) };
  const store = { id: 'c', scope: scope({ locationIds: [STORE, REGION] }) };
  const till = { id: 'd', scope: scope({ touchpointIds: [TILL] }) };

  it('takes the touchpoint before the location, and the nearest location before those above it', () => {
    expect(closestRule([everywhere, region, store, till], AT_TILL)).toBe(till);
    expect(closestRule([everywhere, region, store], AT_TILL)).toBe(store);
    expect(closestRule([everywhere, region], AT_TILL)).toBe(region);
    expect(closestRule([till, everywhere, region], NOWHERE)).toBe(everywhere);
  });

  it('takes the first that was made of two that are as close, and none where none reaches', () => {
    expect(closestRule([{ ...everywhere, id: 'z' }, everywhere], AT_TILL)).toBe(everywhere);
    expect(closestRule([till], NOWHERE)).toBeNull();
  });
});
