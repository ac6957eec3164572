import { useEffect, useEffectEvent } from 'react';
import type { KeypadKeys } from '../../contract/keypad-keys.ts';
import { watchKeypad } from './keypad.ts';
import type { KeysThatPress } from './keys-that-press.ts';

/** Tells each press of a button's key (`keypad.ts`). */
export function useKeypad(
  pressing: KeysThatPress,
  keys: KeypadKeys | null,
  onButton: (button: number) => void,
): void {
  const tell = useEffectEvent(onButton);
  const current = useEffectEvent(() => pressing);
  useEffect(
    () =>
      watchKeypad({
        page: globalThis,
        keys,
        pressing: () => current(),
        onButton: (button) => tell(button),
      }),
    [keys],
  );
}
