import { describe, expect, it } from 'vitest';
import type { Rating } from '../../../../contract/rating.ts';
import {
  KIOSK_START,
  type KioskEvent,
  type KioskState,
  transition,
  UNSETTLED_AFTER_MS,
} from '../../../../renderer/kiosk/kiosk-machine.ts';
import { smiley } from '../../../support/smiley.ts';

function after(...events: readonly KioskEvent[]): KioskState {
  return events.reduce((state, event) => transition(state, event).state, KIOSK_START);
}

const READY: KioskEvent = { type: 'ready' };
const pressed = (
  id: string,
  rating: Rating,
  more: { repeat?: boolean; ageMs?: number } = {},
): KioskEvent => ({
  type: 'pressed',
  id,
  choice: smiley(rating),
  repeat: false,
  ageMs: 0,
  ...more,
});
const kept = (id: string): KioskEvent => ({
  type: 'settled',
  id,
  keeping: 'both',
  thanksMs: 4_000,
});
const lost = (id: string): KioskEvent => ({
  type: 'settled',
  id,
  keeping: 'nothing',
  thanksMs: 4_000,
});

describe('the kiosk machine', () => {
  it('shows a touch before anything is written', () => {
    expect(after(READY, { type: 'touched', choice: smiley('negative') }).view).toEqual({
      screen: 'start',
      pressed: smiley('negative'),
    });
  });

  it('thanks only once the press is kept, for as long as the configuration says', () => {
    const waiting = after(READY, pressed('a', 'positive'));
    expect(waiting.view).toEqual({ screen: 'start', pressed: smiley('positive') });
    expect(transition(waiting, kept('a'))).toEqual({
      state: {
        view: { screen: 'thanks', rating: 'positive', pressId: 'a', offers: true },
        awaiting: null,
      },
      effects: [{ type: 'wake', afterMs: 4_000 }],
    });
  });

  it('says honestly when a press was not saved', () => {
    expect(after(READY, pressed('a', 'positive'), lost('a')).view).toEqual({
      screen: 'not-saved',
      pressId: 'a',
    });
  });

  it('never thanks for a press that nothing ever confirms', () => {
    const step = transition(after(READY), pressed('a', 'positive'));
    expect(step.effects).toEqual([{ type: 'wake', afterMs: UNSETTLED_AFTER_MS }]);
    expect(transition(step.state, { type: 'due' }).state.view).toEqual({
      screen: 'not-saved',
      pressId: 'a',
    });
    expect(
      after(READY, { type: 'touched', choice: smiley('positive') }, { type: 'due' }).view,
    ).toEqual({
      screen: 'not-saved',
      pressId: null,
    });
  });

  it('returns to the start screen by itself', () => {
    expect(after(READY, pressed('a', 'positive'), kept('a'), { type: 'due' }).view).toEqual({
      screen: 'start',
      pressed: null,
    });
  });

  it('takes the next visitor during a thank-you', () => {
    const view = after(READY, pressed('a', 'positive'), kept('a'), pressed('b', 'negative')).view;
    expect(view).toEqual({ screen: 'start', pressed: smiley('negative') });
  });

  it('lets only the newest press decide what is shown', () => {
    const state = after(READY, pressed('a', 'positive'), pressed('b', 'negative'), kept('a'));
    expect(state.view).toEqual({ screen: 'start', pressed: smiley('negative') });
    expect(transition(state, kept('b')).state.view).toEqual({
      screen: 'thanks',
      rating: 'negative',
      pressId: 'b',
      offers: true,
    });
  });

  it('gives a repeat no new thank-you', () => {
    const thanks = after(READY, pressed('a', 'positive'), kept('a'));
    const repeated = transition(thanks, pressed('b', 'positive', { repeat: true }));
    expect(repeated).toEqual({ state: thanks, effects: [] });
    expect(transition(repeated.state, kept('b')).state).toEqual(thanks);

    const alone = after(READY, pressed('c', 'positive', { repeat: true }), kept('c'));
    expect(alone.view).toEqual({ screen: 'start', pressed: null });
  });

  it('thanks once for a double tap', () => {
    const tap: KioskEvent = { type: 'touched', choice: smiley('positive') };
    const first = after(READY, tap, pressed('a', 'positive'), tap);
    const repeat = pressed('b', 'positive', { repeat: true });
    expect(transition(transition(first, repeat).state, kept('a')).state.view).toEqual({
      screen: 'thanks',
      rating: 'positive',
      pressId: 'a',
      offers: true,
    });
    const thanks = transition(first, kept('a')).state;
    const later = transition(transition(thanks, tap).state, repeat).state;
    expect(transition(later, kept('b')).state).toEqual(thanks);
  });

  it('shows nothing of a press replayed after its visitor left', () => {
    expect(after(READY, pressed('a', 'positive', { ageMs: 5_001 }), kept('a')).view).toEqual({
      screen: 'start',
      pressed: null,
    });
  });

  it('stays at the set-up page whatever is pressed', () => {
    const setUp = after({ type: 'set-up', step: { kind: 'needs-key' }, hubUrl: 'http://hub' });
    expect(transition(setUp, { type: 'touched', choice: smiley('positive') }).state).toEqual(setUp);
    expect(transition(setUp, pressed('a', 'positive')).state).toEqual(setUp);
    expect(transition(setUp, READY).state.view).toEqual({ screen: 'start', pressed: null });
  });

  it('does not disturb a visitor when a new configuration arrives', () => {
    const thanks = after(READY, pressed('a', 'positive'), kept('a'));
    expect(transition(thanks, READY)).toEqual({ state: thanks, effects: [] });
  });
});
