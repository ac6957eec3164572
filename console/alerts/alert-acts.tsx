import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { CheckIcon } from '../look/icons.tsx';
import { allows } from './alert-action.ts';
import { placeOf } from './alert-words.ts';
import type { Deed } from './alerts-context.ts';
import { SnoozeMenu } from './snooze-menu.tsx';

type AlertActsProps = { alert: Alert; onAct: (alert: Alert, deed: Deed) => void };

/** What can be done with an alert now: the likeliest large enough for a thumb, the rest quietly beside it. */
export function AlertActs({ alert, onAct }: AlertActsProps): ReactElement {
  const { t } = useLanguage();
  const { state } = alert;
  const named = (action: string): string => t('alert.named', { action, place: placeOf(alert, t) });
  const main = MAIN[state];
  return (
    <div className="acts">
      <Button
        className="acts__main"
        data-entry
        data-key={main.kind}
        aria-label={named(t(main.words))}
        onClick={() => onAct(alert, { kind: main.kind })}
      >
        {t(main.words)}
      </Button>
      <div className="acts__quiet">
        {allows(alert, 'snooze') && (
          <SnoozeMenu
            alert={alert}
            onSnooze={(untilMs) => onAct(alert, { kind: 'snooze', untilMs })}
          />
        )}
        {allows(alert, 'hand-back') && (
          <button
            type="button"
            className="quiet-button"
            aria-label={named(t('alert.handBack'))}
            onClick={() => onAct(alert, { kind: 'hand-back' })}
          >
            {t('alert.handBack')}
          </button>
        )}
        {main.kind !== 'resolve' && allows(alert, 'resolve') && (
          <button
            type="button"
            className="quiet-button"
            data-key="resolve"
            aria-label={named(t('alert.resolve'))}
            onClick={() => onAct(alert, { kind: 'resolve' })}
          >
            <CheckIcon />
            {t('alert.resolve')}
          </button>
        )}
      </div>
    </div>
  );
}

const ACKNOWLEDGE = { kind: 'acknowledge', words: 'alert.acknowledge' } as const;

const MAIN = {
  open: ACKNOWLEDGE,
  escalated: ACKNOWLEDGE,
  snoozed: ACKNOWLEDGE,
  acknowledged: { kind: 'resolve', words: 'alert.resolve' },
  resolved: { kind: 'reopen', words: 'alert.reopen' },
} as const;
