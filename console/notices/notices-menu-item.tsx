import { Menu } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { CheckIcon } from '../look/icons.tsx';
import { useServices } from '../shell/services.ts';

/** Turns desktop notifications on and off; says so where the browser has been told to show none. */
export function NoticesMenuItem(): ReactElement | null {
  const { notices } = useServices();
  const { t } = useLanguage();
  const state = useSyncExternalStore(notices.subscribe, notices.state);
  if (state === 'unsupported') {
    return null;
  }
  return (
    <Menu.CheckboxItem
      checked={state === 'on'}
      disabled={state === 'denied'}
      onChange={() => void notices.toggle()}
      checkIcon={<CheckIcon />}
    >
      {state === 'denied' ? t('notices.denied') : t('notices.on')}
    </Menu.CheckboxItem>
  );
}
