import { Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { MoonIcon } from '../look/icons.tsx';
import { useServices } from '../shell/services.ts';
import { useNow } from '../shell/use-now.ts';
import { placeOf } from './alert-words.ts';
import { HOUR_MS, QUARTER_MS, tomorrowMorning } from './snooze-times.ts';

/** For how long an alert should be quiet. */
export function SnoozeMenu(props: {
  alert: Alert;
  onSnooze: (untilMs: number) => void;
}): ReactElement {
  const { t, times } = useLanguage();
  const { clock } = useServices();
  const morningMs = tomorrowMorning(useNow());
  return (
    <Menu
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      position="bottom-start"
      width={220}
    >
      <Menu.Target>
        <button
          type="button"
          className="quiet-button"
          data-key="snooze"
          aria-label={t('alert.named', {
            action: t('alert.snooze'),
            place: placeOf(props.alert, t),
          })}
        >
          <MoonIcon />
          {t('alert.snooze')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => props.onSnooze(clock.now() + QUARTER_MS)}>
          {t('snooze.quarter')}
        </Menu.Item>
        <Menu.Item onClick={() => props.onSnooze(clock.now() + HOUR_MS)}>
          {t('snooze.hour')}
        </Menu.Item>
        <Menu.Item onClick={() => props.onSnooze(morningMs)}>
          {t('snooze.morning', { time: times.clock(morningMs, clock.now()) })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
