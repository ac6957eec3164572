import type { OutputName } from '../../drivers/switched-outputs.ts';

/** What is done to a virtual box, whatever it speaks. Buttons by index, from 0; one it does not have changes nothing. */
export type DeviceEvent =
  /** It has power and its line is open; once. */
  | { readonly type: 'started' }
  | { readonly type: 'heard'; readonly bytes: Uint8Array }
  | { readonly type: 'pressed'; readonly button: number }
  /** Pressed once, but the contact is worn: it closes again and again for a moment. */
  | { readonly type: 'bounced'; readonly button: number }
  /** Holds the button down, or lets it go. */
  | { readonly type: 'hold-toggled'; readonly button: number }
  /** Says nothing, although it lives: a hung sender or a broken wire. Or speaks again. */
  | { readonly type: 'silence-toggled' }
  | { readonly type: 'restarted' }
  /** Speaks a version of the protocol that no terminal knows, or the right one; nothing where versions are unknown. */
  | { readonly type: 'version-toggled' };

export type PressedHow = 'cleanly' | 'bouncing' | 'held';

/** What has happened at a virtual box, for whoever watches it. */
export type DeviceNews =
  /** `count` is since the start, with this press. */
  | {
      readonly kind: 'pressed';
      readonly button: number;
      readonly count: number;
      readonly how: PressedHow;
    }
  /** The box counts nothing of this button as long as it chatters. */
  | { readonly kind: 'not-counted'; readonly button: number }
  /** No press: a finger is on the button. */
  | { readonly kind: 'down-already'; readonly button: number }
  | { readonly kind: 'let-go'; readonly button: number }
  /** The box told what is wrong with its buttons, by their indexes. */
  | {
      readonly kind: 'troubles-told';
      readonly stuck: readonly number[];
      readonly chattering: readonly number[];
    }
  /** `boot` counts the starts; null where a box does not know. */
  | { readonly kind: 'restarted'; readonly boot: number | null }
  | { readonly kind: 'silenced'; readonly silent: boolean }
  | { readonly kind: 'version-changed'; readonly version: number }
  /** A terminal asked who is there, and was told: what is sent from now on reaches somebody who knows the box. */
  | { readonly kind: 'greeted' }
  | { readonly kind: 'lamp'; readonly button: number; readonly durationMs: number }
  | { readonly kind: 'buzzer' | 'beacon'; readonly durationMs: number }
  /** On a box whose outputs know only on and off. */
  | {
      readonly kind: 'switched';
      readonly output: OutputName | `coil ${number} of unit ${number}`;
      readonly on: boolean;
    }
  /** Something was heard that is not for it. */
  | { readonly kind: 'unreadable'; readonly detail: string };

export type DeviceEffect<Event, News = DeviceNews> =
  /** One frame, line, byte or answer. */
  | { readonly type: 'send'; readonly bytes: Uint8Array }
  /** The event wants to come back after this time; it cannot be called off, so it says itself what it was for. */
  | { readonly type: 'later'; readonly delayMs: number; readonly event: Event }
  | { readonly type: 'told'; readonly news: News };

export type DeviceStep<State, Event, News = DeviceNews> = {
  readonly state: State;
  readonly effects: readonly DeviceEffect<Event, News>[];
};

/** Says nothing from now on, or speaks again. */
export function toggleSilence<State extends { readonly silent: boolean }>(
  state: State,
): DeviceStep<State, never> {
  const silent = !state.silent;
  return {
    state: { ...state, silent },
    effects: [{ type: 'told', news: { kind: 'silenced', silent } }],
  };
}

/**
 * What hangs on the box's end of a line, as a pure machine.
 * @template Event what it wants to be told beside `DeviceEvent`: what it asked for later, mostly.
 */
export type VirtualDevice<State, Event, News = DeviceNews> = {
  readonly initial: State;
  step(state: State, event: DeviceEvent | Event): DeviceStep<State, Event, News>;
};
