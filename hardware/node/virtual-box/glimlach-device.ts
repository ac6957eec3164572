import { NOTHING_PENDING } from '../../protocol/frame-decoder.ts';
import {
  also,
  type GlimlachDeviceEvent,
  type GlimlachDeviceState as State,
  type GlimlachEffect as Effect,
  type GlimlachStep as Step,
  hear,
  stepBox,
  followedBy,
} from './glimlach-step.ts';
import type { VirtualBox } from './virtual-box.ts';
import type { DeviceEvent, PressedHow, VirtualDevice } from './virtual-device.ts';

/*
 * A Glimlach box with its buttons and its clock. Its firmware debounces: a worn contact costs it no press and makes
 * none, but it says that the button chatters, and counts nothing of it until it was quiet for a second.
 */

const HEARTBEAT_MS = 1_000;
const STUCK_AFTER_MS = 30_000;
const QUIET_AGAIN_MS = 1_000;

export function glimlachDevice(box: VirtualBox): VirtualDevice<State, GlimlachDeviceEvent> {
  return {
    initial: { box, pending: NOTHING_PENDING, held: new Map(), chattering: new Map(), news: 0 },
    step,
  };
}

function step(state: State, event: DeviceEvent | GlimlachDeviceEvent): Step {
  switch (event.type) {
    case 'started':
      return also(stepBox(state, event), [beatLater]);
    case 'beat':
      return also(stepBox(state, { type: 'heartbeat-due' }), [beatLater]);
    case 'heard':
      return hear(state, event.bytes);
    case 'box':
      return stepBox(state, event.event);
    case 'pressed':
      return press(state, event.button, 'cleanly');
    case 'bounced': {
      const pressed = press(state, event.button, 'bouncing');
      return state.held.has(event.button)
        ? pressed
        : followedBy(pressed, (after) => chatter(after, event.button));
    }
    case 'hold-toggled':
      return state.held.has(event.button) ? letGo(state, event.button) : hold(state, event.button);
    case 'held-long':
      return state.held.get(event.button) === event.since
        ? tellTroubles(state, [...state.box.stuck, event.button], state.box.chattering)
        : { state, effects: [] };
    case 'quiet':
      return state.chattering.get(event.button) === event.since
        ? endChatter(state, event.button)
        : { state, effects: [] };
    case 'restarted':
      return restart(state);
    case 'silence-toggled': {
      const toggled = stepBox(state, event);
      const { silent } = toggled.state.box;
      return also(toggled, [{ type: 'told', news: { kind: 'silenced', silent } }]);
    }
    case 'version-toggled': {
      const toggled = stepBox(state, event);
      const { version } = toggled.state.box;
      return also(toggled, [{ type: 'told', news: { kind: 'version-changed', version } }]);
    }
  }
}

const beatLater: Effect = { type: 'later', delayMs: HEARTBEAT_MS, event: { type: 'beat' } };

function press(state: State, button: number, how: PressedHow): Step {
  const before = state.box.counts[button];
  if (before === undefined) {
    return { state, effects: [] };
  }
  if (state.held.has(button)) {
    return { state, effects: [{ type: 'told', news: { kind: 'down-already', button } }] };
  }
  if (state.chattering.has(button)) {
    const told: Effect = { type: 'told', news: { kind: 'not-counted', button } };
    return also(quietLater(state, button), [told]);
  }
  const pressed = stepBox(state, { type: 'pressed', button });
  const count = pressed.state.box.counts[button] ?? before;
  return also(pressed, [{ type: 'told', news: { kind: 'pressed', button, count, how } }]);
}

function chatter(state: State, button: number): Step {
  if (state.box.counts[button] === undefined || state.box.chattering.includes(button)) {
    return { state, effects: [] };
  }
  return followedBy(
    tellTroubles(state, state.box.stuck, [...state.box.chattering, button]),
    (after) => quietLater(after, button),
  );
}

/** Another contact: the second of quiet begins anew. */
function quietLater(state: State, button: number): Step {
  const since = state.news + 1;
  return {
    state: { ...state, news: since, chattering: new Map(state.chattering).set(button, since) },
    effects: [{ type: 'later', delayMs: QUIET_AGAIN_MS, event: { type: 'quiet', button, since } }],
  };
}

function endChatter(state: State, button: number): Step {
  const { stuck, chattering } = state.box;
  return tellTroubles(
    { ...state, chattering: without(state.chattering, button) },
    stuck,
    chattering.filter((each) => each !== button),
  );
}

function hold(state: State, button: number): Step {
  return state.box.counts[button] === undefined
    ? { state, effects: [] }
    : followedBy(press(state, button, 'held'), (after) => stuckLater(after, button));
}

function stuckLater(state: State, button: number): Step {
  const since = state.news + 1;
  return {
    state: { ...state, news: since, held: new Map(state.held).set(button, since) },
    effects: [
      { type: 'later', delayMs: STUCK_AFTER_MS, event: { type: 'held-long', button, since } },
    ],
  };
}

function letGo(state: State, button: number): Step {
  const { stuck, chattering } = state.box;
  const released = { ...state, held: without(state.held, button) };
  const told: Effect = { type: 'told', news: { kind: 'let-go', button } };
  const step = stuck.includes(button)
    ? tellTroubles(
        released,
        stuck.filter((each) => each !== button),
        chattering,
      )
    : { state: released, effects: [] };
  return { state: step.state, effects: [told, ...step.effects] };
}

/** A button that is held at the start counts after it was let go, and is stuck 30 s later. */
function restart(state: State): Step {
  const restarted = stepBox({ ...state, chattering: new Map() }, { type: 'restarted' });
  const { boot } = restarted.state.box;
  return [...state.held.keys()].reduce<Step>(
    (step, button) => followedBy(step, (after) => stuckLater(after, button)),
    also(restarted, [{ type: 'told', news: { kind: 'restarted', boot } }]),
  );
}

function tellTroubles(state: State, stuck: readonly number[], chattering: readonly number[]): Step {
  const troubles = { stuck: inOrder(stuck), chattering: inOrder(chattering) };
  return also(stepBox(state, { type: 'troubled', ...troubles }), [
    { type: 'told', news: { kind: 'troubles-told', ...troubles } },
  ]);
}

function without(numbers: ReadonlyMap<number, number>, button: number): Map<number, number> {
  const rest = new Map(numbers);
  rest.delete(button);
  return rest;
}

function inOrder(buttons: readonly number[]): readonly number[] {
  return buttons.toSorted((a, b) => a - b);
}
