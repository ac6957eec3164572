import { failureMessage } from '../api/failure-message.ts';
import type { HubFailure } from '../api/hub-result.ts';
import type { Translate } from '../language/translator.ts';

/** Why an invitation cannot be shown: one that ran out, was used or withdrawn is not there any more. */
export function offerFailure(failure: HubFailure, t: Translate): string {
  return failure.kind === 'not-found' ? t('join.goneLead') : failureMessage(failure, t);
}

/** Why it was not accepted. */
export function acceptFailure(failure: HubFailure, t: Translate): string {
  switch (failure.kind) {
    case 'signed-out':
    case 'wrong-credentials':
      return t('join.wrongPassword');
    case 'not-found':
      return t('join.goneLead');
    default:
      return failureMessage(failure, t);
  }
}
