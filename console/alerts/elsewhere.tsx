import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { useAlerts } from './alerts-context.ts';

/**
 * A board of one place says when somebody waits at another: nobody should wait because of a filter. A screen that nobody
 * touches only says so.
 */
export function Elsewhere({ untouched = false }: { untouched?: boolean }): ReactElement | null {
  const { view, choosePlace } = useAlerts();
  const { t } = useLanguage();
  if (view.elsewhere === 0) {
    return null;
  }
  return (
    <p className="elsewhere" role="status">
      {t('board.elsewhere', { count: view.elsewhere })}
      {!untouched && (
        <button type="button" className="quiet-button" onClick={() => choosePlace(null)}>
          {t('board.showAll')}
        </button>
      )}
    </p>
  );
}
