import { decodeFrames, type PendingFrame } from '../../protocol/frame-decoder.ts';
import { decodeHostMessage } from '../../protocol/messages.ts';
import {
  stepVirtualBox,
  type VirtualBox,
  type VirtualBoxEffect,
  type VirtualBoxEvent,
} from './virtual-box.ts';
import type { DeviceEffect, DeviceStep } from './virtual-device.ts';

export type GlimlachDeviceEvent =
  | { readonly type: 'beat' }
  /** `since` is the number of the news that this was asked for at. */
  | { readonly type: 'held-long' | 'quiet'; readonly button: number; readonly since: number }
  /** Past the buttons and the clock. */
  | { readonly type: 'box'; readonly event: VirtualBoxEvent };

export type GlimlachDeviceState = {
  readonly box: VirtualBox;
  readonly pending: PendingFrame;
  /** Button to the number of what happened to it last. */
  readonly held: ReadonlyMap<number, number>;
  readonly chattering: ReadonlyMap<number, number>;
  /** Counts what happened to the buttons. */
  readonly news: number;
};

export type GlimlachStep = DeviceStep<GlimlachDeviceState, GlimlachDeviceEvent>;
export type GlimlachEffect = DeviceEffect<GlimlachDeviceEvent>;

/** What the box makes of bytes from the terminal, cut anywhere. */
export function hear(state: GlimlachDeviceState, bytes: Uint8Array): GlimlachStep {
  const { pending, frames } = decodeFrames(state.pending, bytes);
  return frames.reduce<GlimlachStep>(
    (step, decoded) =>
      followedBy(step, (after) => {
        if (!decoded.ok) {
          return unreadable(after, `Bytes on the line are not a frame: ${decoded.reason}.`);
        }
        const message = decodeHostMessage(decoded.frame);
        if (message.kind === 'unreadable') {
          return unreadable(after, message.detail);
        }
        const heard = stepBox(after, { type: 'heard', message });
        return message.kind === 'hello-request'
          ? also(heard, [{ type: 'told', news: { kind: 'greeted' } }])
          : heard;
      }),
    { state: { ...state, pending }, effects: [] },
  );
}

function unreadable(state: GlimlachDeviceState, detail: string): GlimlachStep {
  return { state, effects: [{ type: 'told', news: { kind: 'unreadable', detail } }] };
}

export function stepBox(state: GlimlachDeviceState, event: VirtualBoxEvent): GlimlachStep {
  const { box, effects } = stepVirtualBox(state.box, event);
  return { state: { ...state, box }, effects: effects.map(effectOf) };
}

function effectOf(effect: VirtualBoxEffect): GlimlachEffect {
  switch (effect.type) {
    case 'send':
      return effect;
    case 'lamp': {
      const { button, durationMs } = effect;
      return { type: 'told', news: { kind: 'lamp', button, durationMs } };
    }
    case 'buzzer':
    case 'beacon':
      return { type: 'told', news: { kind: effect.type, durationMs: effect.durationMs } };
  }
}

/** One step after the other. */
export function followedBy(
  before: GlimlachStep,
  next: (state: GlimlachDeviceState) => GlimlachStep,
): GlimlachStep {
  const { state, effects } = next(before.state);
  return { state, effects: [...before.effects, ...effects] };
}

export function also(
  { state, effects }: GlimlachStep,
  more: readonly GlimlachEffect[],
): GlimlachStep {
  return { state, effects: [...effects, ...more] };
}
