import type { AlertRule, RuleContent } from '../../contract/alert-rule.ts';
import { PoliciesReply, RuleReply } from '../../contract/protocol/alert-rules.ts';
import type { TestPerson } from './test-person.ts';

/** A rule by the first policy there is: three red presses within an hour, everywhere. */
export async function makeRuleContent(
  person: TestPerson,
  change: Partial<RuleContent> = {},
): Promise<RuleContent> {
  const { policies } = PoliciesReply.parse(
    await (await person.fetch('/v1/escalation-policies')).json(),
  );
  const policyId = policies[0]?.id ?? '';
  return {
    name: 'Three in an hour',
    enabled: true,
    condition: { kind: 'count', negatives: 3, withinMs: 3_600_000 },
    scope: { locationIds: [], touchpointIds: [], hours: 'always' },
    policyId,
    ...change,
  };
}

/** Makes a rule as the console does. */
export async function makeRule(
  person: TestPerson,
  change: Partial<RuleContent> = {},
): Promise<AlertRule> {
  const rule = await makeRuleContent(person, change);
  const reply = await person.send('POST', '/v1/alert-rules', { rule });
  return RuleReply.parse(await reply.json()).rule;
}
