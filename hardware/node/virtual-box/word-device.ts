import { NO_LINE, type PendingLine } from '../../drivers/line-splitter.ts';
import type { BoxWords, HeardCommand } from './box-words.ts';
import {
  type ButtonWiring,
  NO_FINGERS,
  type PushButtonEvent,
  type PushButtons,
  stepPushButtons,
} from './push-buttons.ts';
import {
  type DeviceEffect,
  type DeviceEvent,
  type DeviceStep,
  toggleSilence,
  type VirtualDevice,
} from './virtual-device.ts';

/*
 * A box that says a word per press, as a plain sketch on a microcontroller does: it debounces nothing, counts nothing
 * for the terminal and does not know what is wrong with it.
 */

/** How long a finger stays on a button; it matters where letting go is a word of its own. */
const PRESS_MS = 100;
/** Without such a word, a box says that of a held button again and again: a loop that looks at it so often. */
const REPEAT_EVERY_MS = 30;

export type WordDeviceEvent =
  | PushButtonEvent
  | { readonly type: 'beat' }
  /** `since` is the number of the press that this was asked for at. */
  | { readonly type: 'repeat'; readonly button: number; readonly since: number };

export type WordDeviceState = PushButtons & {
  readonly pending: PendingLine;
  readonly silent: boolean;
};

type State = WordDeviceState;
type Step = DeviceStep<State, WordDeviceEvent>;
type Effect = DeviceEffect<WordDeviceEvent>;

export function wordDevice(words: BoxWords): VirtualDevice<State, WordDeviceEvent> {
  const say = ({ silent }: State, bytes: Uint8Array | undefined): readonly Effect[] =>
    silent || bytes === undefined ? [] : [{ type: 'send', bytes }];

  const beat = (state: State): Step => {
    const { heartbeat } = words;
    return {
      state,
      effects:
        heartbeat === null
          ? []
          : [
              ...say(state, heartbeat.bytes),
              { type: 'later', delayMs: heartbeat.everyMs, event: { type: 'beat' } },
            ],
    };
  };

  const wiring: ButtonWiring<State, WordDeviceEvent> = {
    has: (button) => words.presses.has(button),
    pressMs: (button) => (words.releases.has(button) ? PRESS_MS : null),
    setContact: (state, button, isClosed) => ({
      state,
      effects: say(state, (isClosed ? words.presses : words.releases).get(button)),
    }),
    whileHeld: (button, since) =>
      words.releases.has(button)
        ? []
        : [{ type: 'later', delayMs: REPEAT_EVERY_MS, event: { type: 'repeat', button, since } }],
  };

  const repeat = (state: State, button: number, since: number): Step =>
    state.down.get(button)?.since === since
      ? {
          state,
          effects: [...say(state, words.presses.get(button)), ...wiring.whileHeld(button, since)],
        }
      : { state, effects: [] };

  const step = (state: State, event: DeviceEvent | WordDeviceEvent): Step => {
    switch (event.type) {
      case 'started':
      case 'beat':
        return beat(state);
      case 'heard': {
        const { pending, commands } = words.hear(state.pending, event.bytes);
        return { state: { ...state, pending }, effects: commands.map(newsOf) };
      }
      case 'pressed':
      case 'bounced':
      case 'hold-toggled':
      case 'contact':
      case 'finger-up':
        return stepPushButtons(wiring, state, event);
      case 'repeat':
        return repeat(state, event.button, event.since);
      case 'restarted':
        return {
          state: { ...state, pending: NO_LINE, counts: new Map() },
          effects: [{ type: 'told', news: { kind: 'restarted', boot: null } }],
        };
      case 'silence-toggled':
        return toggleSilence(state);
      case 'version-toggled':
        return { state, effects: [] };
    }
  };

  return {
    initial: { ...NO_FINGERS, pending: NO_LINE, silent: false },
    step,
  };
}

function newsOf(command: HeardCommand): Effect {
  return 'unknown' in command
    ? {
        type: 'told',
        news: { kind: 'unreadable', detail: `${command.unknown} is no command for it.` },
      }
    : { type: 'told', news: { kind: 'switched', ...command } };
}
