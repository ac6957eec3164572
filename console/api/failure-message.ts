import type { MessageName } from '../language/en.ts';
import type { Translate } from '../language/translator.ts';
import type { Problem } from '../../contract/protocol/problem.ts';
import type { HubFailure } from './hub-result.ts';

/** What of the hub's refusals the console has words of its own for, by the type of the problem. */
const KNOWN: Readonly<Record<string, MessageName>> = {
  'alert-state': 'refusal.alertState',
  'already-member': 'refusal.alreadyMember',
  'changed-meanwhile': 'refusal.changedMeanwhile',
  'channel-in-use': 'refusal.channelInUse',
  'last-admin': 'refusal.lastAdmin',
  'no-device': 'refusal.noDevice',
  'no-mail-server': 'profile.noMail',
  'other-organization': 'refusal.otherOrganization',
  'policy-in-use': 'refusal.policyInUse',
  'too-many-channels': 'refusal.tooManyChannels',
  'too-many-devices': 'refusal.tooManyDevices',
  'too-many-rules': 'refusal.tooManyRules',
};

/** What happened and what to do, for the person at the screen; where only the hub knows, in its English. */
export function failureMessage(failure: HubFailure, t: Translate): string {
  switch (failure.kind) {
    case 'unreachable':
      return t('failure.unreachable');
    case 'signed-out':
      return t('failure.signedOut');
    case 'wrong-credentials':
      return t('failure.wrongCredentials');
    case 'forbidden':
      return t('failure.forbidden');
    case 'foreign-origin':
      return t('failure.foreignOrigin');
    case 'not-found':
      return t('failure.notFound');
    case 'too-many':
      return failure.retryAfterSeconds === null
        ? t('failure.tooMany')
        : t('failure.tooManyFor', { count: failure.retryAfterSeconds });
    case 'refused':
      return refusalMessage(failure.problem, t);
    case 'hub-error':
      return t('failure.hubError');
    case 'unreadable':
      return t('failure.unreadable');
  }
}

function refusalMessage({ type, title, detail }: Problem, t: Translate): string {
  const known = KNOWN[type];
  return known === undefined ? `${title} ${detail}` : t(known);
}

/** Somebody else was quicker. */
export function isConflict(failure: HubFailure): boolean {
  return failure.kind === 'refused' && failure.problem.type === 'changed-meanwhile';
}
