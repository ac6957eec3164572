import { describe, expect, it } from 'vitest';
import { usualPolicy } from '../../../../console/settings/rules/rule-draft.ts';

describe('The policy that a new rule begins with', () => {
  const policies = [{ id: 'it' }, { id: 'staff' }, { id: 'guards' }];

  it('is the one that most rules go by', () => {
    const rules = [{ policyId: 'guards' }, { policyId: 'staff' }, { policyId: 'staff' }];
    expect(usualPolicy(policies, rules)).toBe('staff');
  });

  it('is the first where there are no rules, and none where there is no policy', () => {
    expect([usualPolicy(policies, []), usualPolicy([], [])]).toEqual(['it', '']);
  });
});
