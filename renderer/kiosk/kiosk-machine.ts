import type { Choice } from '../../contract/choice.ts';
import { isSameChoice } from '../../contract/same-choice.ts';
import type { Keeping } from '../recording/keeping.ts';
import type { KioskView, SetUpStep } from './kiosk-view.ts';

/**
 * What the visitor sees, and when.
 *
 *                    set-up ──ready──┐
 *                      ▲             ▼   touched · pressed              kept
 *   starting ──────────┴──ready──▶ start ───────────────▶ start (pressed) ──▶ thanks
 *                                    ▲                        │ lost · unsettled │
 *                                    │                        ▼                  │
 *                                    ├──────── due ─────── not-saved             │
 *                                    └──────── due ──────────────────────────────┘
 *
 * The next visitor's press is taken from every page: nobody waits for a thank-you to end.
 */
export type KioskState = {
  readonly view: KioskView;
  /** The press whose keeping decides the next page; null when the page does not depend on one. */
  readonly awaiting: {
    readonly id: string;
    readonly choice: Choice;
    readonly repeat: boolean;
  } | null;
};

export type KioskEvent =
  | { readonly type: 'set-up'; readonly step: SetUpStep; readonly hubUrl: string | null }
  | { readonly type: 'ready' }
  /** A finger is down: shown before anything is written. */
  | { readonly type: 'touched'; readonly choice: Choice }
  | {
      readonly type: 'pressed';
      readonly id: string;
      readonly choice: Choice;
      readonly repeat: boolean;
      readonly ageMs: number;
    }
  | {
      readonly type: 'settled';
      readonly id: string;
      readonly keeping: Keeping;
      readonly thanksMs: number;
    }
  | { readonly type: 'due' };

export type KioskEffect =
  /** Replaces the wake-up asked for before. */
  { readonly type: 'wake'; readonly afterMs: number };

export type KioskStep = { readonly state: KioskState; readonly effects: readonly KioskEffect[] };

/** A press older than this is a replay: recorded, but its visitor has gone. */
export const THANKS_WITHIN_MS = 5_000;
/** How long a visitor sees a press as pressed before being told, truthfully, that nothing says it was saved. */
export const UNSETTLED_AFTER_MS = 5_000;
const NOT_SAVED_MS = 6_000;
const START: KioskView = { screen: 'start', pressed: null };

export const KIOSK_START: KioskState = { view: { screen: 'starting' }, awaiting: null };

export function transition(state: KioskState, event: KioskEvent): KioskStep {
  switch (event.type) {
    case 'set-up':
      return show({ screen: 'set-up', step: event.step, hubUrl: event.hubUrl });
    case 'ready':
      return isOpen(state.view) ? stay(state) : show(START);
    case 'touched':
      return touched(state, event.choice);
    case 'pressed':
      return pressed(state, event);
    case 'settled':
      return settled(state, event);
    case 'due':
      return due(state);
  }
}

/** A second tap on the same face is most likely the same visitor's: it disturbs neither the wait nor the thank-you. */
function touched(state: KioskState, choice: Choice): KioskStep {
  const again =
    (state.view.screen === 'thanks' && state.view.rating === choice.rating) ||
    (state.awaiting !== null && isSameChoice(state.awaiting.choice, choice));
  if (again || !isOpen(state.view)) {
    return stay(state);
  }
  return {
    state: { view: { screen: 'start', pressed: choice }, awaiting: null },
    effects: [{ type: 'wake', afterMs: UNSETTLED_AFTER_MS }],
  };
}

function pressed(state: KioskState, event: Extract<KioskEvent, { type: 'pressed' }>): KioskStep {
  if (!isOpen(state.view) || event.ageMs > THANKS_WITHIN_MS) {
    return stay(state);
  }
  if (event.repeat && (state.view.screen === 'thanks' || state.awaiting !== null)) {
    return stay(state);
  }
  const { id, choice, repeat } = event;
  return {
    state: { view: { screen: 'start', pressed: choice }, awaiting: { id, choice, repeat } },
    effects: [{ type: 'wake', afterMs: UNSETTLED_AFTER_MS }],
  };
}

function settled(state: KioskState, event: Extract<KioskEvent, { type: 'settled' }>): KioskStep {
  if (state.awaiting?.id !== event.id) {
    return stay(state);
  }
  const { id: pressId, choice, repeat } = state.awaiting;
  if (event.keeping === 'nothing') {
    return show({ screen: 'not-saved', pressId }, NOT_SAVED_MS);
  }
  return repeat
    ? show(START)
    : show({ screen: 'thanks', rating: choice.rating, pressId, offers: true }, event.thanksMs);
}

function due(state: KioskState): KioskStep {
  switch (state.view.screen) {
    case 'thanks':
    case 'not-saved':
      return show(START);
    case 'start':
      return state.view.pressed === null
        ? stay(state)
        : show({ screen: 'not-saved', pressId: state.awaiting?.id ?? null }, NOT_SAVED_MS);
    case 'starting':
    case 'set-up':
    case 'step':
    case 'help':
    case 'night':
    case 'staff':
      return stay(state);
  }
}

/** Whether visitors can press: the terminal is set up. */
function isOpen(view: KioskView): boolean {
  return view.screen === 'start' || view.screen === 'thanks' || view.screen === 'not-saved';
}

function show(view: KioskView, forMs?: number): KioskStep {
  return {
    state: { view, awaiting: null },
    effects: forMs === undefined ? [] : [{ type: 'wake', afterMs: forMs }],
  };
}

function stay(state: KioskState): KioskStep {
  return { state, effects: [] };
}
