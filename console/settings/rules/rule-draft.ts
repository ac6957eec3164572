import type { RuleCondition, RuleContent } from '../../../contract/alert-rule.ts';

const MINUTE_MS = 60_000;

/** Each kind as one would begin with it. */
const BEGINNINGS: { readonly [Kind in RuleCondition['kind']]: RuleCondition & { kind: Kind } } = {
  'each-negative': { kind: 'each-negative' },
  'help-asked': { kind: 'help-asked' },
  count: { kind: 'count', negatives: 3, withinMs: 10 * MINUTE_MS },
  'score-below': { kind: 'score-below', score: 60, withinMs: 120 * MINUTE_MS, minPresses: 10 },
  silent: { kind: 'silent', forMs: 120 * MINUTE_MS },
  offline: { kind: 'offline', forMs: 15 * MINUTE_MS },
  'box-lost': { kind: 'box-lost', forMs: 5 * MINUTE_MS },
};

export const CONDITION_KINDS = Object.keys(BEGINNINGS) as readonly RuleCondition['kind'][];

export function beginCondition(kind: RuleCondition['kind']): RuleCondition {
  return BEGINNINGS[kind];
}

/** The policy that most rules go by; without rules the first. Empty where there is none. */
export function usualPolicy(
  policies: readonly { readonly id: string }[],
  rules: readonly { readonly policyId: string }[],
): string {
  const uses = ({ id }: { readonly id: string }): number =>
    rules.filter(({ policyId }) => policyId === id).length;
  return policies.toSorted((one, other) => uses(other) - uses(one))[0]?.id ?? '';
}

/** @param locationIds where one may set rules; empty: everywhere. */
export function newRule(policyId: string, locationIds: readonly string[]): RuleContent {
  return {
    name: '',
    enabled: true,
    condition: BEGINNINGS.count,
    scope: { locationIds: [...locationIds], touchpointIds: [], hours: 'open' },
    policyId,
  };
}

/** What of a rule can be changed. */
export function contentOf({ name, enabled, condition, scope, policyId }: RuleContent): RuleContent {
  return { name, enabled, condition, scope, policyId };
}
