import { describe, expect, it } from 'vitest';
import type { Rating } from '../../../../contract/rating.ts';
import {
  AWAKE_MS,
  KIOSK_START,
  type KioskEvent,
  type KioskState,
  transition,
  UNSETTLED_AFTER_MS,
} from '../../../../renderer/kiosk/kiosk-machine.ts';
import type { FlowPath } from '../../../../renderer/kiosk/flow-path.ts';
import { flowPath, REASON } from '../../../support/flow-path.ts';
import { smiley } from '../../../support/smiley.ts';
import { thanksView } from '../../../support/thanks-view.ts';

function after(...events: readonly KioskEvent[]): KioskState {
  return events.reduce((state, event) => transition(state, event).state, KIOSK_START);
}

const READY: KioskEvent = { type: 'ready' };
const pressed = (
  id: string,
  rating: Rating,
  more: { repeat?: boolean; ageMs?: number; path?: FlowPath } = {},
): KioskEvent => ({
  type: 'pressed',
  id,
  choice: smiley(rating),
  repeat: false,
  ageMs: 0,
  path: flowPath(),
  ...more,
});
const kept = (id: string): KioskEvent => ({
  type: 'settled',
  id,
  keeping: 'both',
});
const lost = (id: string): KioskEvent => ({
  type: 'settled',
  id,
  keeping: 'nothing',
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
    const thanked = transition(waiting, kept('a'));
    expect([thanked.state.view, thanked.effects]).toEqual([
      thanksView('positive'),
      [{ type: 'wake', afterMs: 4_000 }],
    ]);
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
    expect(transition(state, kept('b')).state.view).toEqual(
      thanksView('negative', { pressId: 'b' }),
    );
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
    expect(transition(transition(first, repeat).state, kept('a')).state.view).toEqual(
      thanksView('positive'),
    );
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

  const ASKED = pressed('a', 'negative', { path: flowPath({ steps: [REASON] }) });
  const ABANDONED = {
    type: 'record',
    flow: { type: 'abandoned', pressId: 'a', step: 'reason' },
  };

  it('ends the flow of one visitor with the press of the next', () => {
    const step = after(READY, ASKED, kept('a'), { type: 'due' });
    expect(step.view).toMatchObject({ screen: 'step', step: REASON });
    for (const next of [
      pressed('b', 'positive'),
      pressed('b', 'negative'),
      { type: 'touched', choice: smiley('neutral') } as KioskEvent,
    ]) {
      const ended = transition(step, next);
      expect(ended.state.view).toMatchObject({ screen: 'start', pressed: { score: null } });
      expect(ended.effects).toEqual([{ type: 'wake', afterMs: UNSETTLED_AFTER_MS }, ABANDONED]);
    }
  });

  it('lets a repeat, and the touch that makes one, change nothing of a flow', () => {
    const step = after(READY, ASKED, kept('a'), { type: 'due' });
    const touch: KioskEvent = { type: 'touched', choice: smiley('negative') };
    const repeat = pressed('b', 'negative', { repeat: true });
    expect(after(READY, ASKED, kept('a'), { type: 'due' }, touch, repeat, kept('b'))).toEqual(step);
  });

  it('returns to the start screen when a flow is over', () => {
    const over = after(READY, ASKED, kept('a'), { type: 'due' }, { type: 'due' }, { type: 'due' });
    expect([over.view, over.flow]).toEqual([{ screen: 'start', pressed: null }, null]);
  });

  const CLOSED: KioskEvent = { type: 'hours', open: false };

  it('sleeps out of hours, and a touch wakes it for a while', () => {
    const night = after(READY, CLOSED);
    expect(night.view).toEqual({ screen: 'night' });
    const woken = transition(night, { type: 'active' });
    expect([woken.state.view, woken.effects]).toEqual([
      { screen: 'start', pressed: null },
      [{ type: 'wake', afterMs: AWAKE_MS }],
    ]);
    expect(transition(woken.state, { type: 'active' }).effects).toEqual(woken.effects);
    expect(transition(woken.state, { type: 'due' }).state.view).toEqual({ screen: 'night' });
    expect(transition(night, { type: 'hours', open: true }).state.view).toEqual({
      screen: 'start',
      pressed: null,
    });
  });

  it('counts and thanks for a press at night, and sleeps again', () => {
    const thanked = after(READY, CLOSED, pressed('a', 'positive'), kept('a'));
    expect(thanked.view).toEqual(thanksView('positive'));
    expect(transition(thanked, { type: 'due' }).state.view).toEqual({ screen: 'night' });
  });

  it('does not send a visitor away at closing time', () => {
    const waiting = after(READY, pressed('a', 'positive'));
    expect(transition(waiting, CLOSED)).toEqual({
      state: { ...waiting, closed: true },
      effects: [],
    });
    const night = after(READY, pressed('a', 'positive'), CLOSED, kept('a'), { type: 'due' });
    expect(night.view).toEqual({ screen: 'night' });
  });

  const OPENED: KioskEvent = { type: 'staff-opened' };

  it('shows nothing of presses while staff are at their menu', () => {
    const staff = after(READY, OPENED);
    expect(staff.view).toEqual({ screen: 'staff' });
    for (const event of [
      pressed('a', 'positive'),
      { type: 'touched', choice: smiley('positive') },
      { type: 'active' },
      { type: 'due' },
      READY,
    ] as const) {
      expect(transition(staff, event)).toEqual({ state: staff, effects: [] });
    }
    expect(transition(staff, { type: 'staff-closed' }).state.view).toEqual({
      screen: 'start',
      pressed: null,
    });
  });

  it('ends a flow when staff open their menu', () => {
    const step = after(READY, ASKED, kept('a'), { type: 'due' });
    expect(transition(step, OPENED).effects).toEqual([{ type: 'wake', afterMs: null }, ABANDONED]);
  });

  it('leaves the staff menu open over a terminal that is set up meanwhile', () => {
    const setUp: KioskEvent = { type: 'set-up', step: { kind: 'enrolling' }, hubUrl: null };
    const staff = after(setUp, OPENED);
    expect(transition(staff, { type: 'staff-closed' }).state.view).toMatchObject({
      screen: 'set-up',
    });
    expect(transition(staff, READY).state.view).toEqual({ screen: 'staff' });
    expect(after(setUp, OPENED, READY, { type: 'staff-closed' }).view).toEqual({
      screen: 'start',
      pressed: null,
    });
  });
});
