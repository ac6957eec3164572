import type { DeviceEffect, DeviceEvent, DeviceStep, PressedHow } from './virtual-device.ts';

/*
 * The push-buttons of a box that debounces nothing and counts nothing for the terminal: fingers press them, hold them
 * and let them go, and worn contacts bounce.
 */

/** A worn contact closes this often at one press. */
const BOUNCES = 10;
const BOUNCE_EVERY_MS = 2;

export type PushButtons = {
  /** Presses of each button, for whoever watches. */
  readonly counts: ReadonlyMap<number, number>;
  /** Button to the number of the press that put a finger on it. */
  readonly down: ReadonlyMap<number, { readonly since: number; readonly held: boolean }>;
  /** Counts all presses. */
  readonly presses: number;
};

export const NO_FINGERS: PushButtons = { counts: new Map(), down: new Map(), presses: 0 };

export type PushButtonEvent =
  /** A contact bounces; the finger stays where it is. */
  | { readonly type: 'contact'; readonly button: number; readonly isClosed: boolean }
  /** `since` is the number of the press that this was asked for at. */
  | { readonly type: 'finger-up'; readonly button: number; readonly since: number };

/** What hangs on the buttons of one box. */
export type ButtonWiring<State, Event> = {
  has(button: number): boolean;
  /** How long a finger stays on a button; null where the box cannot tell when it leaves. */
  pressMs(button: number): number | null;
  /** What the box does when a contact closes or opens. */
  setContact(state: State, button: number, isClosed: boolean): DeviceStep<State, Event>;
  /** What becomes due while that press holds the button. */
  whileHeld(button: number, since: number): readonly DeviceEffect<Event>[];
};

type ByHand = Extract<DeviceEvent, { type: 'pressed' | 'bounced' | 'hold-toggled' }>;

/** What a box does when somebody or something moves its buttons. */
export function stepPushButtons<State extends PushButtons, Event>(
  wiring: ButtonWiring<State, Event>,
  state: State,
  event: ByHand | PushButtonEvent,
): DeviceStep<State, Event | PushButtonEvent> {
  const { button } = event;
  switch (event.type) {
    case 'pressed':
      return press(wiring, state, button, 'cleanly');
    case 'bounced':
      return press(wiring, state, button, 'bouncing');
    case 'hold-toggled': {
      if (state.down.get(button)?.held !== true) {
        return press(wiring, state, button, 'held');
      }
      const step = letGo(wiring, state, button);
      return {
        state: step.state,
        effects: [...step.effects, { type: 'told', news: { kind: 'let-go', button } }],
      };
    }
    case 'contact':
      return wiring.setContact(state, button, event.isClosed);
    case 'finger-up':
      return state.down.get(button)?.since === event.since
        ? letGo(wiring, state, button)
        : { state, effects: [] };
  }
}

function press<State extends PushButtons, Event>(
  wiring: ButtonWiring<State, Event>,
  state: State,
  button: number,
  how: PressedHow,
): DeviceStep<State, Event | PushButtonEvent> {
  if (!wiring.has(button)) {
    return { state, effects: [] };
  }
  if (state.down.has(button)) {
    return { state, effects: [{ type: 'told', news: { kind: 'down-already', button } }] };
  }
  const count = (state.counts.get(button) ?? 0) + 1;
  const since = state.presses + 1;
  const held = how === 'held';
  const pressMs = wiring.pressMs(button);
  const closed = wiring.setContact(state, button, true);
  return {
    state: {
      ...closed.state,
      counts: new Map(state.counts).set(button, count),
      presses: since,
      down:
        held || pressMs !== null ? new Map(state.down).set(button, { since, held }) : state.down,
    },
    effects: [
      ...closed.effects,
      { type: 'told', news: { kind: 'pressed', button, count, how } },
      ...(how === 'bouncing' ? bounces(button) : []),
      ...(held ? wiring.whileHeld(button, since) : []),
      ...(held || pressMs === null
        ? []
        : [
            {
              type: 'later',
              delayMs: pressMs,
              event: { type: 'finger-up', button, since },
            } as const,
          ]),
    ],
  };
}

function letGo<State extends PushButtons, Event>(
  wiring: ButtonWiring<State, Event>,
  state: State,
  button: number,
): DeviceStep<State, Event> {
  const down = new Map(state.down);
  down.delete(button);
  return wiring.setContact({ ...state, down }, button, false);
}

/** The first contact was made already; all are over long before the finger leaves. */
function bounces(button: number): DeviceEffect<PushButtonEvent>[] {
  return Array.from({ length: BOUNCES - 1 }, (_, index) => {
    const closesAfterMs = (index + 1) * BOUNCE_EVERY_MS;
    return [
      contactLater(closesAfterMs - 1, button, false),
      contactLater(closesAfterMs, button, true),
    ];
  }).flat();
}

function contactLater(
  delayMs: number,
  button: number,
  isClosed: boolean,
): DeviceEffect<PushButtonEvent> {
  return { type: 'later', delayMs, event: { type: 'contact', button, isClosed } };
}
