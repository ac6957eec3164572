import { Tooltip } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
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

  useEffect(() => {
    const onGesture = (event: Event): void => {
      // The control itself says what it wants; unlocking first would turn its "on" into an "off".
      if (!(event.target instanceof Element && event.target.closest('[data-sound]') !== null)) {
        void sound.gesture();
      }
    };
    document.addEventListener('pointerup', onGesture);
    document.addEventListener('keydown', onGesture);
    return () => {
      document.removeEventListener('pointerup', onGesture);
      document.removeEventListener('keydown', onGesture);
    };
  }, [sound]);

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
