import { Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { BellIcon, BellOffIcon } from '../look/icons.tsx';
import { useServices } from '../shell/services.ts';

const WORDS = {
  on: { label: 'sound.on', hint: 'sound.onHint' },
  off: { label: 'sound.off', hint: 'sound.offHint' },
  blocked: { label: 'sound.blocked', hint: 'sound.blockedHint' },
  unsupported: { label: 'sound.unsupported', hint: 'sound.unsupportedHint' },
} as const;

/** Says whether a chime will really be heard, and turns it on and off. */
export function SoundControl(): ReactElement {
  const { sound } = useServices();
  const { t } = useLanguage();
  const state = useSyncExternalStore(sound.subscribe, sound.state);

  return (
    <Tooltip label={t(WORDS[state].hint)}>
      <button
        type="button"
        className="control"
        data-sound={state}
        onClick={() => void sound.toggle()}
      >
        {state === 'on' ? <BellIcon /> : <BellOffIcon />}
        <span>{t(WORDS[state].label)}</span>
      </button>
    </Tooltip>
  );
}
