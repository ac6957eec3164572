import type { Choice } from '../../contract/choice.ts';
import { isSameChoice } from '../../contract/same-choice.ts';
import type { Keeping } from '../recording/keeping.ts';
import type { Flow, FlowEffect, FlowEvent } from './flow.ts';
import { beginFlow, endFlow, type FlowStep, transitionFlow } from './flow-machine.ts';
import type { FlowPath } from './flow-path.ts';
import { viewOfFlow } from './flow-view.ts';
import type { KioskView, SetUpStep } from './kiosk-view.ts';

/**
 * What the visitor sees, and when. What follows a press that is kept is a flow (`flow-machine.ts`).
 *
 *                   set-up ──ready──┐
 *                     ▲             ▼     touched · pressed              kept
 *   starting ─────────┴──ready──▶ home ─────────────────▶ start (pressed) ──▶ flow: thanks, steps, offers, help
 *                                  ▲                         │ lost · unsettled │ over
 *                                  │                         ▼                  │
 *                                  ├────────── due ──── not-saved               │
 *                                  └────────────────────────────────────────────┘
 *
 *   home, in hours: start
 *   home, out of hours: night ──active──▶ start ──due──▶ night
 *   every page ──staff-opened──▶ staff ──staff-closed──▶ home, or the set-up page it came from
 *
 * The next visitor's press is taken from every page: nobody waits for a flow to end, and one that is running ends with
 * it. While staff are at their menu, presses are recorded and nothing is shown of them.
 */
export type KioskState = {
  readonly view: KioskView;
  /** The press whose keeping decides the next page; null when the page does not depend on one. */
  readonly awaiting: {
    readonly id: string;
    readonly choice: Choice;
    readonly repeat: boolean;
    readonly path: FlowPath;
  } | null;
  /** Null while nobody's press is followed by anything. */
  readonly flow: { readonly of: Flow; readonly choice: Choice } | null;
  /** Where every page leads back to, in hours. */
  readonly home: Extract<KioskView, { screen: 'starting' | 'set-up' | 'start' }>;
  readonly closed: boolean;
};

export type KioskEvent =
  | { readonly type: 'set-up'; readonly step: SetUpStep; readonly hubUrl: string | null }
  | { readonly type: 'ready' }
  /** Whether visitors are expected. */
  | { readonly type: 'hours'; readonly open: boolean }
  /** A finger is down: shown before anything is written. */
  | { readonly type: 'touched'; readonly choice: Choice }
  | {
      readonly type: 'pressed';
      readonly id: string;
      readonly choice: Choice;
      readonly repeat: boolean;
      readonly ageMs: number;
      readonly path: FlowPath;
    }
  | { readonly type: 'settled'; readonly id: string; readonly keeping: Keeping }
  | { readonly type: 'staff-opened' }
  | { readonly type: 'staff-closed' }
  | FlowEvent;

export type KioskEffect =
  /** Replaces the wake-up asked for before; null: nothing comes of itself. */
  { readonly type: 'wake'; readonly afterMs: number | null } | FlowEffect;

export type KioskStep = { readonly state: KioskState; readonly effects: readonly KioskEffect[] };

/** A press older than this is a replay: recorded, but its visitor has gone. */
export const THANKS_WITHIN_MS = 5_000;
/** How long a visitor sees a press as pressed before being told, truthfully, that nothing says it was saved. */
export const UNSETTLED_AFTER_MS = 5_000;
/** How long a closed kiosk that was woken waits for whoever woke it. */
export const AWAKE_MS = 30_000;
const NOT_SAVED_MS = 6_000;

export const KIOSK_START: KioskState = {
  view: { screen: 'starting' },
  awaiting: null,
  flow: null,
  home: { screen: 'starting' },
  closed: false,
};

export function transition(state: KioskState, event: KioskEvent): KioskStep {
  switch (event.type) {
    case 'set-up':
      return comeHome(state, { screen: 'set-up', step: event.step, hubUrl: event.hubUrl });
    case 'ready':
      return state.home.screen === 'start'
        ? stay(state)
        : comeHome(state, { screen: 'start', pressed: null });
    case 'hours':
      return event.open === state.closed ? hours({ ...state, closed: !event.open }) : stay(state);
    case 'touched':
      return touched(state, event.choice);
    case 'pressed':
      return pressed(state, event);
    case 'settled':
      return settled(state, event);
    case 'staff-opened':
      return state.view.screen === 'staff' ? stay(state) : show(state, { screen: 'staff' }, null);
    case 'staff-closed':
      return state.view.screen === 'staff' ? goHome(state) : stay(state);
    case 'active':
      return active(state);
    case 'due':
      return due(state);
    case 'left':
    case 'sealed':
    case 'offer-taken':
    case 'signed':
    case 'coming':
    case 'done':
      return inFlow(state, event);
  }
}

/** Set-up and start are shown at once, unless staff look at their menu, or a visitor is served already. */
function comeHome(state: KioskState, home: KioskState['home']): KioskStep {
  const next = { ...state, home };
  return state.view.screen === 'staff' ? stay(next) : goHome(next);
}

/** Nobody who is served is sent away. */
function hours(state: KioskState): KioskStep {
  const { view } = state;
  return view.screen === 'night' || isStartAtRest(view) ? goHome(state) : stay(state);
}

/** A second tap on the same face is most likely the same visitor's: it disturbs neither the wait nor what follows. */
function touched(state: KioskState, choice: Choice): KioskStep {
  const before = state.flow ?? state.awaiting;
  if (!isOpen(state) || (before !== null && isSameChoice(before.choice, choice))) {
    return stay(state);
  }
  return show(state, { screen: 'start', pressed: choice }, UNSETTLED_AFTER_MS);
}

function pressed(state: KioskState, event: Extract<KioskEvent, { type: 'pressed' }>): KioskStep {
  if (!isOpen(state) || event.ageMs > THANKS_WITHIN_MS) {
    return stay(state);
  }
  if (event.repeat && (state.flow !== null || state.awaiting !== null)) {
    return stay(state);
  }
  const { id, choice, repeat, path } = event;
  const shown = show(state, { screen: 'start', pressed: choice }, UNSETTLED_AFTER_MS);
  return { ...shown, state: { ...shown.state, awaiting: { id, choice, repeat, path } } };
}

function settled(state: KioskState, event: Extract<KioskEvent, { type: 'settled' }>): KioskStep {
  if (state.awaiting?.id !== event.id) {
    return stay(state);
  }
  const { id, choice, repeat, path } = state.awaiting;
  if (event.keeping === 'nothing') {
    return show(state, { screen: 'not-saved', pressId: id }, NOT_SAVED_MS);
  }
  if (repeat) {
    return goHome(state);
  }
  return follow(state, choice, beginFlow({ id, rating: choice.rating }, path));
}

function active(state: KioskState): KioskStep {
  if (state.flow !== null) {
    return inFlow(state, { type: 'active' });
  }
  const awake = state.view.screen === 'night' || (state.closed && isStartAtRest(state.view));
  return awake ? show(state, { screen: 'start', pressed: null }, AWAKE_MS) : stay(state);
}

function due(state: KioskState): KioskStep {
  const { view, awaiting } = state;
  switch (view.screen) {
    case 'thanks':
    case 'step':
    case 'help':
      return inFlow(state, { type: 'due' });
    case 'not-saved':
      return goHome(state);
    case 'start':
      if (view.pressed !== null) {
        return show(state, { screen: 'not-saved', pressId: awaiting?.id ?? null }, NOT_SAVED_MS);
      }
      return state.closed ? goHome(state) : stay(state);
    case 'starting':
    case 'set-up':
    case 'night':
    case 'staff':
      return stay(state);
  }
}

function inFlow(state: KioskState, event: FlowEvent): KioskStep {
  return state.flow === null
    ? stay(state)
    : follow(state, state.flow.choice, transitionFlow(state.flow.of, event));
}

/** Shows where a flow stands now, or home once it is over. */
function follow(state: KioskState, choice: Choice, step: FlowStep): KioskStep {
  if (step.flow === null) {
    const over = goHome({ ...state, flow: null });
    return { ...over, effects: [...over.effects, ...step.effects] };
  }
  if (step.flow === state.flow?.of) {
    return { state, effects: step.effects };
  }
  return {
    state: {
      ...state,
      view: viewOfFlow(step.flow),
      awaiting: null,
      flow: { of: step.flow, choice },
    },
    effects:
      step.wakeAfterMs === null
        ? step.effects
        : [{ type: 'wake', afterMs: step.wakeAfterMs }, ...step.effects],
  };
}

/** Whether visitors can press: the terminal is set up, and no staff are at it. */
function isOpen({ view, home }: KioskState): boolean {
  return home.screen === 'start' && view.screen !== 'staff';
}

function isStartAtRest(view: KioskView): boolean {
  return view.screen === 'start' && view.pressed === null;
}

function goHome(state: KioskState): KioskStep {
  const night = state.closed && state.home.screen === 'start';
  return show(state, night ? { screen: 'night' } : state.home, null);
}

/** Another page than a flow's: a flow that is still running ends with it. */
function show(state: KioskState, view: KioskView, forMs: number | null): KioskStep {
  return {
    state: { ...state, view, awaiting: null, flow: null },
    effects: [
      { type: 'wake', afterMs: forMs },
      ...(state.flow === null ? [] : endFlow(state.flow.of)),
    ],
  };
}

function stay(state: KioskState): KioskStep {
  return { state, effects: [] };
}
