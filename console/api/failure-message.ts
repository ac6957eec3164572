import type { Translate } from '../language/translator.ts';
import type { HubFailure } from './hub-result.ts';

/** What happened and what to do, for the person at the screen. */
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
      return failure.problem.detail;
    case 'hub-error':
      return t('failure.hubError');
    case 'unreadable':
      return t('failure.unreadable');
  }
}
