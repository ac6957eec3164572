import { STAFF_CHORD } from '../../contract/staff-chord.ts';

/** A key as main hears of it before the page does; Electron's `Input` fits. */
export type KeyInput = {
  readonly type: string;
  /** `KeyboardEvent.key` */
  readonly key: string;
  /** `KeyboardEvent.code` */
  readonly code: string;
  readonly isComposing: boolean;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
};

/** What moves through a screen and writes into its fields; with Shift, too. */
const NAMED_KEYS: ReadonlySet<string> = new Set([
  'Tab',
  'Enter',
  'Backspace',
  'Delete',
  'Escape',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Shift',
  'Control',
  'AltGraph',
  'CapsLock',
  'NumLock',
  'Dead',
  'Compose',
  'Process',
]);

/**
 * Whether a locked window hands a key to its page. A list of what may pass, so that a shortcut nobody thought of does
 * not: characters, the keys that move and edit, the number pad, the terminal's own keys, and the staff's chord.
 *
 * @param keypadCodes codes of the keys that this terminal has for buttons.
 */
export function passesLock(input: KeyInput, keypadCodes: ReadonlySet<string>): boolean {
  const { key, code, shift, control, alt, meta } = input;
  // A key that goes up does nothing by itself, and one whose end the page misses would seem held for ever.
  if (input.type !== 'keyDown') {
    return true;
  }
  if (meta) {
    return false;
  }
  if (control || alt) {
    return isStaffChord(input) || (control && alt && isMadeByAltGraph(key));
  }
  // Part of a word that an input method is making.
  if (input.isComposing) {
    return true;
  }
  // The old keys to paste and to cut.
  if (shift && (key === 'Insert' || key === 'Delete')) {
    return false;
  }
  return (
    isCharacter(key) || NAMED_KEYS.has(key) || code.startsWith('Numpad') || keypadCodes.has(code)
  );
}

function isStaffChord({ code, control, alt, shift }: KeyInput): boolean {
  return (
    code === STAFF_CHORD.code &&
    control === STAFF_CHORD.ctrlKey &&
    alt === STAFF_CHORD.altKey &&
    shift === STAFF_CHORD.shiftKey
  );
}

/** Keys for the web or for sound type control characters on some systems. */
function isCharacter(key: string): boolean {
  return /^[^\p{Cc}\p{Co}\p{Cn}]$/u.test(key);
}

/** Windows says Control and Alt for the key AltGr, which no layout needs for an unaccented letter or a digit. */
function isMadeByAltGraph(key: string): boolean {
  return isCharacter(key) && !/^[a-z0-9\s]$/i.test(key);
}
