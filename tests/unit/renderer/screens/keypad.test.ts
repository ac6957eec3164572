import { describe, expect, it } from 'vitest';
import type { KioskView } from '../../../../renderer/kiosk/kiosk-view.ts';
import { watchKeypad } from '../../../../renderer/screens/keypad.ts';
import { keysThatPress } from '../../../../renderer/screens/keys-that-press.ts';
import { CONTACT, REASON, WORDS } from '../../../support/flow-path.ts';
import { thanksView } from '../../../support/thanks-view.ts';

const STEP = {
  screen: 'step',
  rating: 'negative',
  pressId: 'a',
  place: 1,
  count: 1,
  closing: { afterMs: 20_000, turn: 1, soon: false },
  keeping: 'open',
} as const;

function watch(view: KioskView) {
  const page = new EventTarget();
  const pressed: number[] = [];
  const shown = { view };
  watchKeypad({
    page,
    keys: { F13: 2, NumpadEnter: 1, Digit1: 0 },
    pressing: () => keysThatPress(shown.view),
    onButton: (button) => pressed.push(button),
  });
  /** @returns whether the page is left to do with the key what it does. */
  const strike = (code: string, more: object = {}): boolean => {
    const event = new Event('keydown', { cancelable: true });
    return page.dispatchEvent(
      Object.assign(event, { code, key: code, repeat: false, isComposing: false, ...more }),
    );
  };
  return { pressed, strike, shown };
}

describe('the keys of a keypad', () => {
  it.each<readonly [string, KioskView]>([
    ['a thank-you', thanksView('positive')],
    ['a choice', { ...STEP, step: REASON }],
    ['the night', { screen: 'night' }],
  ])('all press at %s', (_, view) => {
    const { pressed, strike } = watch(view);
    expect(['F13', 'NumpadEnter', 'Digit1'].map((code) => strike(code))).not.toContain(true);
    expect(pressed).toEqual([2, 1, 0]);
  });

  it.each<readonly [string, KioskView]>([
    ['words', { ...STEP, step: WORDS }],
    ['contact details', { ...STEP, step: CONTACT }],
    ['a PIN', { screen: 'staff' }],
  ])('press where somebody types %s if they type nothing, and type if they do', (_, view) => {
    const { pressed, strike } = watch(view);
    expect(['F13', 'NumpadEnter', 'Digit1'].map((code) => strike(code))).toEqual([
      false,
      true,
      true,
    ]);
    expect(pressed).toEqual([2]);
  });

  it('press nothing before there is a question', () => {
    const { pressed, strike } = watch({ screen: 'starting' });
    expect([strike('F13'), pressed]).toEqual([true, []]);
  });

  it('count once while they are held, also when the page changes meanwhile', () => {
    const { pressed, strike, shown } = watch({ ...STEP, step: WORDS });
    strike('F13');
    shown.view = { screen: 'start', pressed: null };
    expect(strike('F13', { repeat: true })).toBe(false);
    expect(pressed).toEqual([2]);
  });
});
