import type { KeypadKeys } from '../../contract/keypad-keys.ts';
import { buttonOfKey } from './button-of-key.ts';
import { type KeyContacts, moveContact } from './key-contacts.ts';
import { isTypeless, type KeysThatPress } from './keys-that-press.ts';

export type KeypadOptions = {
  readonly page: EventTarget;
  /** Null for the keys that every terminal has. */
  readonly keys: KeypadKeys | null;
  /** Asked at every key. */
  readonly pressing: () => KeysThatPress;
  readonly onButton: (button: number) => void;
};

/** Tells each press of a button's key once, wherever the focus is. @returns ends it. */
export function watchKeypad({ page, keys, pressing, onButton }: KeypadOptions): () => void {
  let contacts: KeyContacts = new Map();
  const onKey = (event: Event): void => {
    const stroke = event as KeyboardEvent;
    const moved = moveContact(contacts, stroke);
    ({ contacts } = moved);
    const which = pressing();
    if (stroke.type !== 'keydown' || which === 'none') {
      return;
    }
    const button = which === 'all' || isTypeless(stroke) ? buttonOfKey(stroke, keys) : null;
    if (button !== null) {
      // Not a press on what has the focus either, however long it is held.
      stroke.preventDefault();
      if (moved.wasQuiet) {
        onButton(button);
      }
    }
  };
  // Before whoever else listens (`activity.ts`): a press is no sign that the visitor before is still there.
  page.addEventListener('keydown', onKey, { capture: true });
  page.addEventListener('keyup', onKey, { capture: true });
  return () => {
    page.removeEventListener('keydown', onKey, { capture: true });
    page.removeEventListener('keyup', onKey, { capture: true });
  };
}
