import { failureMessage } from '../../api/failure-message.ts';
import type { HubFailure } from '../../api/hub-result.ts';
import type { MessageName } from '../../language/en.ts';
import type { Translate } from '../../language/translator.ts';

/** What of the hub's refusals the console has words of its own for. */
const KNOWN: Readonly<Record<string, MessageName>> = {
  'changed-meanwhile': 'refusal.changedMeanwhile',
  'policy-in-use': 'refusal.policyInUse',
  'channel-in-use': 'refusal.channelInUse',
  'already-member': 'refusal.alreadyMember',
  'last-admin': 'refusal.lastAdmin',
  'other-organization': 'refusal.otherOrganization',
};

/** Why the hub did not do it and what to do; where it says so in English only, what happened and what to do about it. */
export function refusalMessage(failure: HubFailure, t: Translate): string {
  if (failure.kind !== 'refused') {
    return failureMessage(failure, t);
  }
  const { type, title, detail } = failure.problem;
  const known = KNOWN[type];
  return known === undefined ? `${title} ${detail}` : t(known);
}
/** Somebody else was quicker. */
export function isConflict(failure: HubFailure): boolean {
  return failure.kind === 'refused' && failure.problem.type === 'changed-meanwhile';
}
