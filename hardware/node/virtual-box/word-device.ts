import { NO_LINE, type PendingLine } from '../../drivers/line-splitter.ts';
import type { BoxWords, HeardCommand } from './box-words.ts';
import type {
  DeviceEffect,
  DeviceEvent,
  DeviceStep,
  PressedHow,
  VirtualDevice,
} from './virtual-device.ts';

/*
 * A box that says a word per press, as a plain sketch on a microcontroller does: it debounces nothing, counts nothing
 * for the terminal and does not know what is wrong with it.
 */

/** How long a finger stays on a button; it matters where letting go is a word of its own. */
const PRESS_MS = 100;
const BOUNCES = 10;
const BOUNCE_EVERY_MS = 2;
/** Such a box says its word again and again while the button is held: a loop that looks at it so often. */
const REPEAT_EVERY_MS = 30;

export type WordDeviceEvent =
  | { readonly type: 'beat' }
  | { readonly type: 'say'; readonly bytes: Uint8Array }
  /** `since` is the number of the press that this was asked for at. */
  | { readonly type: 'finger-up' | 'repeat'; readonly button: number; readonly since: number };

export type WordDeviceState = {
  readonly pending: PendingLine;
  readonly counts: ReadonlyMap<number, number>;
  /** Button to the number of the press that put a finger on it. */
  readonly down: ReadonlyMap<number, { readonly since: number; readonly held: boolean }>;
  /** Counts all presses. */
  readonly presses: number;
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

  const press = (state: State, button: number, how: PressedHow): Step => {
    const word = words.presses.get(button);
    if (word === undefined) {
      return { state, effects: [] };
    }
    if (state.down.has(button)) {
      return { state, effects: [{ type: 'told', news: { kind: 'down-already', button } }] };
    }
    const count = (state.counts.get(button) ?? 0) + 1;
    const since = state.presses + 1;
    const stays = how === 'held' || words.releases.has(button);
    return {
      state: {
        ...state,
        counts: new Map(state.counts).set(button, count),
        presses: since,
        down: stays ? new Map(state.down).set(button, { since, held: how === 'held' }) : state.down,
      },
      effects: [
        ...say(state, word),
        { type: 'told', news: { kind: 'pressed', button, count, how } },
        ...(how === 'bouncing' ? bounces(button, word) : []),
        ...(stays ? [whileDown(button, since, how)] : []),
      ],
    };
  };

  /** The first contact was said already. */
  const bounces = (button: number, word: Uint8Array): Effect[] => {
    const release = words.releases.get(button);
    return Array.from({ length: BOUNCES - 1 }, (_, index): Effect[] => {
      const closesAfterMs = (index + 1) * BOUNCE_EVERY_MS;
      return [
        ...(release === undefined ? [] : [sayLater(closesAfterMs - 1, release)]),
        sayLater(closesAfterMs, word),
      ];
    }).flat();
  };

  const repeat = (state: State, button: number, since: number): Step =>
    state.down.get(button)?.since === since && !words.releases.has(button)
      ? {
          state,
          effects: [...say(state, words.presses.get(button)), whileDown(button, since, 'held')],
        }
      : { state, effects: [] };

  const letGo = (state: State, button: number): Step => {
    const down = new Map(state.down);
    down.delete(button);
    return { state: { ...state, down }, effects: say(state, words.releases.get(button)) };
  };

  const step = (state: State, event: DeviceEvent | WordDeviceEvent): Step => {
    switch (event.type) {
      case 'started':
      case 'beat':
        return beat(state);
      case 'heard': {
        const { pending, commands } = words.hear(state.pending, event.bytes);
        return { state: { ...state, pending }, effects: commands.map(newsOf) };
      }
      case 'say':
        return { state, effects: say(state, event.bytes) };
      case 'pressed':
        return press(state, event.button, 'cleanly');
      case 'bounced':
        return press(state, event.button, 'bouncing');
      case 'hold-toggled': {
        const { button } = event;
        if (state.down.get(button)?.held !== true) {
          return press(state, button, 'held');
        }
        const step = letGo(state, button);
        return {
          state: step.state,
          effects: [...step.effects, { type: 'told', news: { kind: 'let-go', button } }],
        };
      }
      case 'repeat':
        return repeat(state, event.button, event.since);
      case 'finger-up':
        return state.down.get(event.button)?.since === event.since
          ? letGo(state, event.button)
          : { state, effects: [] };
      case 'restarted':
        return {
          state: { ...state, pending: NO_LINE, counts: new Map() },
          effects: [{ type: 'told', news: { kind: 'restarted', boot: null } }],
        };
      case 'silence-toggled': {
        const silent = !state.silent;
        return {
          state: { ...state, silent },
          effects: [{ type: 'told', news: { kind: 'silenced', silent } }],
        };
      }
      case 'version-toggled':
        return { state, effects: [] };
    }
  };

  return {
    initial: { pending: NO_LINE, counts: new Map(), down: new Map(), presses: 0, silent: false },
    step,
  };
}

/** A held button says its word again; any other is let go of. */
function whileDown(button: number, since: number, how: PressedHow): Effect {
  return how === 'held'
    ? { type: 'later', delayMs: REPEAT_EVERY_MS, event: { type: 'repeat', button, since } }
    : { type: 'later', delayMs: PRESS_MS, event: { type: 'finger-up', button, since } };
}

function sayLater(delayMs: number, bytes: Uint8Array): Effect {
  return { type: 'later', delayMs, event: { type: 'say', bytes } };
}

function newsOf(command: HeardCommand): Effect {
  return 'unknown' in command
    ? {
        type: 'told',
        news: { kind: 'unreadable', detail: `${command.unknown} is no command for it.` },
      }
    : { type: 'told', news: { kind: 'switched', ...command } };
}
