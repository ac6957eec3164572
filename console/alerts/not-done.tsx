import type { ReactElement } from 'react';
import { failureMessage } from '../api/failure-message.ts';
import { useLanguage } from '../language/language-context.tsx';
import { useAlerts } from './alerts-context.ts';

/** Why the last thing that was done with an alert did not reach the hub. */
export function NotDone({ alertId }: { alertId: string }): ReactElement | null {
  const { snapshot } = useAlerts();
  const { t } = useLanguage();
  const refused = snapshot.board.refused.get(alertId);
  return refused === undefined ? null : (
    <p className="not-done" role="alert">
      {t(`alert.notDone.${refused.kind}`, { reason: failureMessage(refused.failure, t) })}
    </p>
  );
}
