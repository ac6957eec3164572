import { useEffect, useEffectEvent } from 'react';
import type { KeypadKeys } from '../../contract/keypad-keys.ts';
import { buttonOfKey } from './button-of-key.ts';
import { type KeyContacts, moveContact } from './key-contacts.ts';

/** While `listening`, tells each press of a button's key once, wherever the focus is. */
export function useKeypad(
  listening: boolean,
  keys: KeypadKeys | null,
  onButton: (button: number) => void,
): void {
  const tell = useEffectEvent(onButton);
  useEffect(() => {
    if (!listening) {
      return undefined;
    }
    let contacts: KeyContacts = new Map();
    const onKey = (stroke: KeyboardEvent): void => {
      const moved = moveContact(contacts, stroke);
      ({ contacts } = moved);
      const button = stroke.type === 'keydown' ? buttonOfKey(stroke, keys) : null;
      if (button !== null) {
        // Not a press on what has the focus either, however long it is held.
        stroke.preventDefault();
        if (moved.wasQuiet) {
          tell(button);
        }
      }
    };
    // Before whoever else listens (`use-activity.ts`): a press is no sign that the visitor before is still there.
    globalThis.addEventListener('keydown', onKey, { capture: true });
    globalThis.addEventListener('keyup', onKey, { capture: true });
    return () => {
      globalThis.removeEventListener('keydown', onKey, { capture: true });
      globalThis.removeEventListener('keyup', onKey, { capture: true });
    };
  }, [listening, keys]);
}
