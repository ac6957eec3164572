import { describe, expect, it } from 'vitest';
import type { KeyInput } from '../../../../electron/lock/passes-lock.ts';
import { passesLock } from '../../../../electron/lock/passes-lock.ts';
import { PROBE_INPUT } from '../../../../electron/probe-input.ts';

const NO_KEYPAD: ReadonlySet<string> = new Set();

/** `ctrl+alt+q` and the like; the code is that of a keyboard of the United States unless it is given. */
function pressed(name: string, code?: string): KeyInput {
  const parts = name === '+' ? ['+'] : name.split('+');
  const key = parts.at(-1) ?? '';
  const held = (modifier: string) => parts.slice(0, -1).includes(modifier);
  return {
    type: 'keyDown',
    key,
    code: code ?? (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key),
    isComposing: false,
    shift: held('shift'),
    control: held('ctrl'),
    alt: held('alt'),
    meta: held('meta'),
  };
}

describe('the lock on keys', () => {
  it.each(['a', 'Z', '1', ' ', '@', 'é', 'ø', 'م', '😀', 'shift+A', 'shift+?', '+'])(
    'lets a character through: %s',
    (key) => {
      expect(passesLock(pressed(key), NO_KEYPAD)).toBe(true);
    },
  );

  it.each(['Tab', 'shift+Tab', 'Enter', 'Escape', 'Backspace', 'ArrowLeft', 'Home', 'Dead'])(
    'lets %s through, which moves or edits',
    (key) => {
      expect(passesLock(pressed(key), NO_KEYPAD)).toBe(true);
    },
  );

  it.each([
    ['7', 'Numpad7'],
    ['Clear', 'Numpad5'],
    ['Insert', 'Numpad0'],
  ])('lets the number pad through, with NumLock or without: %s', (key, code) => {
    expect(passesLock(pressed(key, code), NO_KEYPAD)).toBe(true);
  });

  it.each(['@', '€', '{', 'ą'])('lets %s through, which AltGr makes on Windows', (key) => {
    expect(passesLock({ ...pressed('ctrl+alt+q'), key }, NO_KEYPAD)).toBe(true);
  });

  const kept = `
    F1 F5 F11 F12 Insert ContextMenu PrintScreen Meta Alt
    BrowserBack BrowserRefresh LaunchMail ZoomIn Unidentified
    ctrl+r ctrl+w ctrl+q ctrl+p ctrl+c ctrl+v ctrl+0 ctrl+- ctrl+Tab ctrl+Escape
    ctrl+shift+i ctrl+alt+t ctrl+alt+1 alt+F4 alt+ArrowLeft alt+d
    meta+r meta+ctrl+alt+@ shift+Insert shift+Delete shift+F10`;
  it.each(['alt+ ', '\u0012', '\uF711', ...kept.trim().split(/\s+/)])('keeps %s', (name) => {
    expect(passesLock(pressed(name), NO_KEYPAD)).toBe(false);
  });

  it('lets a key of this terminal through that is a button, but no shortcut with it', () => {
    const keypad = new Set(['F13', 'F5']);
    expect(passesLock(pressed('F13'), keypad)).toBe(true);
    expect(passesLock(pressed('F5'), keypad)).toBe(true);
    expect(passesLock(pressed('ctrl+F5'), keypad)).toBe(false);
    expect(passesLock(pressed('F13'), NO_KEYPAD)).toBe(false);
  });

  it('lets the chord of the staff through, and no part of it', () => {
    expect(passesLock(pressed('ctrl+alt+shift+G', 'KeyG'), NO_KEYPAD)).toBe(true);
    expect(passesLock(pressed('ctrl+alt+g', 'KeyG'), NO_KEYPAD)).toBe(false);
    expect(passesLock(pressed('ctrl+shift+G', 'KeyG'), NO_KEYPAD)).toBe(false);
    expect(passesLock(pressed('meta+ctrl+alt+shift+G', 'KeyG'), NO_KEYPAD)).toBe(false);
  });

  it('lets every key go up again, among them that of a probe', () => {
    expect(passesLock({ ...pressed('ctrl+a'), type: 'keyUp' }, NO_KEYPAD)).toBe(true);
    const probe = pressed('ctrl+alt+shift+meta+F24');
    expect(passesLock({ ...probe, type: PROBE_INPUT.type }, NO_KEYPAD)).toBe(true);
    expect(passesLock(probe, NO_KEYPAD)).toBe(false);
  });

  it('leaves a word that is being composed alone, and lets no shortcut through for it', () => {
    const composing = (name: string) => ({ ...pressed(name), isComposing: true });
    expect(passesLock(composing('Unidentified'), NO_KEYPAD)).toBe(true);
    const through = ['ctrl+p', 'meta+p', 'alt+F4', 'ctrl+a'].filter((shortcut) =>
      passesLock(composing(shortcut), NO_KEYPAD),
    );
    expect(through).toEqual([]);
  });
});
