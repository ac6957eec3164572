import type { Rating } from '../../contract/rating.ts';

/** What decides whether a key counts as a press; a `KeyboardEvent` fits. */
export type KeyStroke = Pick<
  KeyboardEvent,
  'code' | 'key' | 'repeat' | 'isComposing' | 'altKey' | 'ctrlKey' | 'metaKey'
>;

const BY_DIGIT: Readonly<Record<string, Rating>> = {
  '1': 'positive',
  '2': 'neutral',
  '3': 'negative',
};

/**
 * The rating of the keys 1, 2 and 3, on the main block (whatever it types on this layout) and on the number pad (with
 * or without NumLock). Null for any other key, a held key repeating itself, or a key with a modifier.
 */
export function ratingOfKey(stroke: KeyStroke): Rating | null {
  if (stroke.repeat || stroke.isComposing || stroke.altKey || stroke.ctrlKey || stroke.metaKey) {
    return null;
  }
  const digit = /^(?:Digit|Numpad)([123])$/.exec(stroke.code)?.[1] ?? stroke.key;
  return Object.hasOwn(BY_DIGIT, digit) ? (BY_DIGIT[digit] ?? null) : null;
}
