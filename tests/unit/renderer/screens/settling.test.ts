import { describe, expect, it } from 'vitest';
import type { KioskView } from '../../../../renderer/kiosk/kiosk-view.ts';
import { comesUnderFinger } from '../../../../renderer/screens/settling.ts';
import { smiley } from '../../../support/smiley.ts';
import { thanksView } from '../../../support/thanks-view.ts';

const START: KioskView = { screen: 'start', pressed: null };
const HELP: KioskView = { screen: 'help', rating: 'negative', pressId: 'a', call: 'asked' };
const OFFERS = thanksView('negative', { closing: { afterMs: 12_000, turn: 1, soon: false } });

describe('the start screen', () => {
  it('settles where a second tap on the page before would press a face', () => {
    expect([HELP, OFFERS].map((before) => comesUnderFinger(before, START))).toEqual([true, true]);
  });

  it('takes a touch at once after pages on which nothing can be touched, and while it shows a press', () => {
    const before: readonly KioskView[] = [
      START,
      thanksView('positive'),
      { screen: 'not-saved', pressId: 'a' },
      { screen: 'night' },
    ];
    expect(before.map((view) => comesUnderFinger(view, START))).not.toContain(true);
    expect(comesUnderFinger(HELP, { screen: 'start', pressed: smiley('positive') })).toBe(false);
  });
});
