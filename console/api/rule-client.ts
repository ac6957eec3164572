import type { PolicyContent, RuleContent } from '../../contract/alert-rule.ts';
import {
  DryRunReply,
  PoliciesReply,
  PolicyReply,
  RuleReply,
  RulesReply,
} from '../../contract/protocol/alert-rules.ts';
import type { HubLink } from './hub-link.ts';
import type { HubResult } from './hub-result.ts';

/** A thing that is kept by versions: a change names the one that it was made to. */
type Known = { id: string; version: number };

export type RuleClient = {
  rules: (signal: AbortSignal) => Promise<HubResult<RulesReply>>;
  ruleVersions: (ruleId: string, signal: AbortSignal) => Promise<HubResult<RulesReply>>;
  /** Makes a rule when none is known yet, else its next version. */
  saveRule: (known: Known | null, rule: RuleContent) => Promise<HubResult<RuleReply>>;
  deleteRule: (known: Known) => Promise<HubResult<null>>;
  dryRun: (rule: RuleContent, days: number) => Promise<HubResult<DryRunReply>>;
  policies: (signal: AbortSignal) => Promise<HubResult<PoliciesReply>>;
  savePolicy: (known: Known | null, policy: PolicyContent) => Promise<HubResult<PolicyReply>>;
  deletePolicy: (known: Known) => Promise<HubResult<null>>;
};

const RULES = '/v1/alert-rules';
const POLICIES = '/v1/escalation-policies';

export function createRuleClient(link: HubLink): RuleClient {
  return {
    rules: (signal) => link.get(RulesReply, RULES, signal),
    ruleVersions: (ruleId, signal) =>
      link.get(RulesReply, `${RULES}/${encodeURIComponent(ruleId)}/versions`, signal),
    saveRule: (known, rule) =>
      known === null
        ? link.send(RuleReply, 'POST', RULES, { rule })
        : link.send(RuleReply, 'PUT', `${RULES}/${encodeURIComponent(known.id)}`, {
            rule,
            version: known.version,
          }),
    deleteRule: ({ id, version }) =>
      link.remove(`${RULES}/${encodeURIComponent(id)}?version=${version}`),
    dryRun: (rule, days) => link.send(DryRunReply, 'POST', `${RULES}/dry-run`, { rule, days }),
    policies: (signal) => link.get(PoliciesReply, POLICIES, signal),
    savePolicy: (known, policy) =>
      known === null
        ? link.send(PolicyReply, 'POST', POLICIES, { policy })
        : link.send(PolicyReply, 'PUT', `${POLICIES}/${encodeURIComponent(known.id)}`, {
            policy,
            version: known.version,
          }),
    deletePolicy: ({ id, version }) =>
      link.remove(`${POLICIES}/${encodeURIComponent(id)}?version=${version}`),
  };
}
