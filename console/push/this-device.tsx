import { useEffect, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { failureMessage } from '../api/failure-message.ts';
import { useLanguage } from '../language/language-context.tsx';
import type { Translate } from '../language/translator.ts';
import { useServices } from '../shell/services.ts';
import type { PushState } from './push-subscription.ts';

/** Turns pushes to this device on and off, or says why they cannot be, and what to do about it. */
export function ThisDevice({ onChanged }: { onChanged: () => void }): ReactElement {
  const { push } = useServices();
  const { t } = useLanguage();
  const state = useSyncExternalStore(push.subscribe, push.state);
  const isSet = state.kind === 'on' || state.kind === 'off';

  useEffect(() => {
    void push.check();
  }, [push]);

  async function turn(): Promise<void> {
    await (state.kind === 'on' ? push.turnOff() : push.turnOn());
    onChanged();
  }

  return (
    <div className="this-device">
      {(isSet || state.kind === 'busy') && (
        <button
          type="button"
          className="control"
          data-calls={state.kind === 'off'}
          aria-busy={state.kind === 'busy'}
          onClick={() => void turn()}
        >
          {state.kind === 'on' ? t('push.turnOff') : t('push.turnOn')}
        </button>
      )}
      <p role="status">{wordsOf(state, t)}</p>
    </div>
  );
}

function wordsOf(state: PushState, t: Translate): string | null {
  switch (state.kind) {
    case 'asking':
    case 'busy':
      return null;
    case 'unsupported':
    case 'needs-install':
    case 'denied':
      return t(`push.${state.kind}`);
    case 'on':
    case 'off':
      if (state.trouble !== null) {
        return state.trouble.kind === 'hub'
          ? failureMessage(state.trouble.failure, t)
          : t('push.noService');
      }
      return state.kind === 'on' ? t('push.on') : null;
  }
}
