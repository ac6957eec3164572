import { z } from 'zod';
import { AlertRule, EscalationPolicy, PolicyContent, RuleContent } from '../alert-rule.ts';
import { HubId } from '../identifiers.ts';
import { WallMs } from '../instant.ts';

/** `GET /v1/alert-rules`, `GET /v1/alert-rules/:id/versions` (newest first). */
export const RulesReply = z.strictObject({ rules: z.array(AlertRule) });
export type RulesReply = z.infer<typeof RulesReply>;

/** `POST /v1/alert-rules` */
export const RuleRequest = z.strictObject({ rule: RuleContent });
/** `PUT /v1/alert-rules/:id`; 409 when somebody else changed it since. `DELETE` takes `?version=`. */
export const RuleChange = z.strictObject({ rule: RuleContent, version: z.int().min(1) });
export const RuleReply = z.strictObject({ rule: AlertRule });
export type RuleReply = z.infer<typeof RuleReply>;

/** `POST /v1/alert-rules/dry-run`: what a rule would have done. */
export const DryRunRequest = z.strictObject({
  rule: RuleContent,
  /** Back from now. */
  days: z.int().min(1).max(31),
});
export type DryRunRequest = z.infer<typeof DryRunRequest>;
export const DryRunReply = z.strictObject({
  alerts: z.int().min(0),
  /** On the clock of the place, oldest first; days without any are included. */
  days: z.array(z.strictObject({ day: z.iso.date(), alerts: z.int().min(0) })),
  /** The latest, newest first. */
  examples: z
    .array(
      z.strictObject({
        atMs: WallMs,
        place: z.string(),
        measured: z.strictObject({ value: z.number(), limit: z.number() }).nullable(),
      }),
    )
    .max(10),
  /** What of the history is not kept, so was left out; null: nothing. */
  leftOut: z.enum(['heartbeats-not-kept']).nullable(),
});
export type DryRunReply = z.infer<typeof DryRunReply>;

/**
 * `GET /v1/escalation-policies`: to who looks after some places only, `ELSEWHERE_ID` stands once in each level for the
 * people and once for the channels of other places.
 */
export const PoliciesReply = z.strictObject({ policies: z.array(EscalationPolicy) });
export type PoliciesReply = z.infer<typeof PoliciesReply>;
/** `POST /v1/escalation-policies`, `PUT /v1/escalation-policies/:id`, `DELETE …/:id?version=` (409 while rules use it). */
export const PolicyRequest = z.strictObject({ policy: PolicyContent });
export const PolicyChange = z.strictObject({ policy: PolicyContent, version: z.int().min(1) });
export const PolicyReply = z.strictObject({ policy: EscalationPolicy });
export type PolicyReply = z.infer<typeof PolicyReply>;

export const VersionQuery = z.object({ version: z.coerce.number().int().min(1) });
export const IdParams = z.strictObject({ id: HubId });
