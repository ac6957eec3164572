import type {
  DeviceEffect,
  DeviceEvent,
  DeviceNews,
  DeviceStep,
  VirtualDevice,
} from './virtual-device.ts';

/*
 * A bad line in front of any virtual box. What the box sends travels whole: noise comes between its frames and never
 * within one, a drop takes a whole one, and however slow the line is, it keeps the order.
 */

export type LineFault =
  /** Random bytes every now and then. */
  | 'noise'
  /** A part of what the box sends gets lost. */
  | 'drops'
  /** Everything comes late. */
  | 'late'
  /** Everything comes byte by byte; not together with `late`. */
  | 'trickle';

export const LOST_SHARE = 0.25;
export const LATE_MS = 300;
export const TRICKLE_MS = 4;
const BURST_BYTES = 40;
const MOST_NOISE_BYTES = 16;
const LEAST_NOISE_PAUSE_MS = 200;
const MOST_NOISE_PAUSE_MS = 1_800;

export type LineFaultEvent =
  | { readonly type: 'fault-toggled'; readonly fault: LineFault }
  | { readonly type: 'noise-burst' }
  /** Not any more when a fault was toggled since: `toggles` is how often by then. */
  | { readonly type: 'noise-due' | 'delivery-due'; readonly toggles: number };

export type LineFaultNews =
  | { readonly kind: 'fault-toggled'; readonly fault: LineFault; readonly on: boolean }
  | { readonly kind: 'noise-sent'; readonly bytes: number };

export type FaultyState<State> = {
  readonly device: State;
  readonly faults: ReadonlySet<LineFault>;
  readonly toggles: number;
  /** On its way, in order. */
  readonly queue: readonly Uint8Array[];
};

/** @param random from 0 to below 1. */
export function withLineFaults<State, Event extends { readonly type: string }>(
  device: VirtualDevice<State, Event>,
  random: () => number,
): VirtualDevice<FaultyState<State>, Event | LineFaultEvent, DeviceNews | LineFaultNews> {
  type Own = Event | LineFaultEvent;
  type Effect = DeviceEffect<Own, DeviceNews | LineFaultNews>;
  type Step = DeviceStep<FaultyState<State>, Own, DeviceNews | LineFaultNews>;

  const noise = (count: number): Uint8Array =>
    Uint8Array.from({ length: count }, () => Math.floor(random() * 256));

  const noiseLater = (toggles: number): Effect => ({
    type: 'later',
    delayMs: Math.round(
      LEAST_NOISE_PAUSE_MS + random() * (MOST_NOISE_PAUSE_MS - LEAST_NOISE_PAUSE_MS),
    ),
    event: { type: 'noise-due', toggles },
  });

  const put = (state: FaultyState<State>, bytes: Uint8Array): Step => {
    const { faults, queue, toggles } = state;
    const deliveryLater = (delayMs: number): Effect => ({
      type: 'later',
      delayMs,
      event: { type: 'delivery-due', toggles },
    });
    if (faults.has('late')) {
      return { state: { ...state, queue: [...queue, bytes] }, effects: [deliveryLater(LATE_MS)] };
    }
    if (faults.has('trickle')) {
      const each = Array.from(bytes, (byte) => Uint8Array.of(byte));
      return {
        state: { ...state, queue: [...queue, ...each] },
        effects: queue.length === 0 && each.length > 0 ? [deliveryLater(TRICKLE_MS)] : [],
      };
    }
    return { state, effects: [{ type: 'send', bytes }] };
  };

  const deliver = (state: FaultyState<State>): Step => {
    const [next, ...queue] = state.queue;
    const { toggles } = state;
    return {
      state: { ...state, queue },
      effects: [
        ...(next === undefined ? [] : [{ type: 'send', bytes: next } as const]),
        ...(state.faults.has('trickle') && queue.length > 0
          ? [
              {
                type: 'later',
                delayMs: TRICKLE_MS,
                event: { type: 'delivery-due', toggles },
              } as const,
            ]
          : []),
      ],
    };
  };

  const toggle = (state: FaultyState<State>, fault: LineFault): Step => {
    const faults = new Set(state.faults);
    const on = !faults.delete(fault);
    if (on) {
      faults.add(fault);
      if (fault === 'late' || fault === 'trickle') {
        faults.delete(fault === 'late' ? 'trickle' : 'late');
      }
    }
    const toggles = state.toggles + 1;
    return {
      state: { ...state, faults, toggles, queue: [] },
      effects: [
        // What was on its way arrives now, so that nothing overtakes it.
        ...state.queue.map((bytes): Effect => ({ type: 'send', bytes })),
        { type: 'told', news: { kind: 'fault-toggled', fault, on } },
        ...(faults.has('noise') ? [noiseLater(toggles)] : []),
      ],
    };
  };

  const stepDevice = (state: FaultyState<State>, event: DeviceEvent | Event): Step => {
    const inner = device.step(state.device, event);
    let current: FaultyState<State> = { ...state, device: inner.state };
    const effects: Effect[] = [];
    for (const effect of inner.effects) {
      if (effect.type !== 'send') {
        effects.push(effect);
      } else if (!current.faults.has('drops') || random() >= LOST_SHARE) {
        const step = put(current, effect.bytes);
        current = step.state;
        effects.push(...step.effects);
      }
    }
    return { state: current, effects };
  };

  const step = (state: FaultyState<State>, event: DeviceEvent | Own): Step => {
    if (!isOfLine(event)) {
      return stepDevice(state, event);
    }
    switch (event.type) {
      case 'fault-toggled':
        return toggle(state, event.fault);
      case 'noise-burst': {
        const sent = put(state, noise(BURST_BYTES));
        const told: Effect = { type: 'told', news: { kind: 'noise-sent', bytes: BURST_BYTES } };
        return { state: sent.state, effects: [...sent.effects, told] };
      }
      case 'noise-due': {
        if (event.toggles !== state.toggles) {
          return { state, effects: [] };
        }
        const sent = put(state, noise(1 + Math.floor(random() * MOST_NOISE_BYTES)));
        return { state: sent.state, effects: [...sent.effects, noiseLater(state.toggles)] };
      }
      case 'delivery-due':
        return event.toggles === state.toggles ? deliver(state) : { state, effects: [] };
    }
  };

  return {
    initial: { device: device.initial, faults: new Set(), toggles: 0, queue: [] },
    step,
  };
}

function isOfLine(event: { readonly type: string }): event is LineFaultEvent {
  return ['fault-toggled', 'noise-burst', 'noise-due', 'delivery-due'].includes(event.type);
}
