import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { CheckIcon, CloseIcon } from '../look/icons.tsx';
import { placeOf } from './alert-words.ts';
import { useAlerts } from './alerts-context.ts';

/** What was closed last, and the way back; stays until it is dismissed or the next thing is done. */
export function ClosedNote(): ReactElement {
  const { closed, forgetClosed, act } = useAlerts();
  const { t } = useLanguage();
  return (
    <div className="closed-note" role="status" data-shown={closed !== null}>
      {closed !== null && (
        <>
          <CheckIcon />
          <p>{t('board.done', { place: placeOf(closed, t) })}</p>
          <button
            type="button"
            className="quiet-button"
            onClick={() => void act(closed, { kind: 'reopen' })}
          >
            {t('alert.reopen')}
          </button>
          <button
            type="button"
            className="quiet-button"
            aria-label={t('board.dismiss')}
            onClick={forgetClosed}
          >
            <CloseIcon />
          </button>
        </>
      )}
    </div>
  );
}
