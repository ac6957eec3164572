import type { KeypadKeys } from '../../contract/keypad-keys.ts';

/** What decides which button a key is; a `KeyboardEvent` fits. */
export type KeyStroke = Pick<
  KeyboardEvent,
  'code' | 'key' | 'isComposing' | 'altKey' | 'ctrlKey' | 'metaKey'
>;

/**
 * The index of the button that a key stands for; null for any other key, or a key with a modifier.
 *
 * @param keys of this terminal's keypad; null for the keys 1 to 9, a button each, on the main block (whatever it
 *   types on this layout) and on the number pad (with or without NumLock).
 */
export function buttonOfKey(stroke: KeyStroke, keys: KeypadKeys | null): number | null {
  const { code } = stroke;
  if (stroke.isComposing || stroke.altKey || stroke.ctrlKey || stroke.metaKey) {
    return null;
  }
  if (keys !== null) {
    return keys[code] ?? null;
  }
  const digit = Number(/^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? stroke.key);
  return digit >= 1 ? digit - 1 : null;
}
