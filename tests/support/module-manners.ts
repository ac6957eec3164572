import type { ModbusDeviceState } from '../../hardware/node/virtual-box/modbus-device.ts';
import type { PushButtonEvent } from '../../hardware/node/virtual-box/push-buttons.ts';
import type {
  DeviceEffect,
  DeviceEvent,
  DeviceNews,
  DeviceStep,
  VirtualDevice,
} from '../../hardware/node/virtual-box/virtual-device.ts';

/** What becomes of the answers of one unit. It does what it is told in any case. */
export type ModuleManners = {
  /** Its answers get lost. */
  readonly isSilent: boolean;
  readonly answersAfterMs: number;
  /** How many of its next answers get lost. */
  readonly dropsAnswers: number;
  /** How many of its next answers arrive with a wrong byte. */
  readonly spoilsAnswers: number;
};

const GOOD_MANNERS: ModuleManners = {
  isSilent: false,
  answersAfterMs: 0,
  dropsAnswers: 0,
  spoilsAnswers: 0,
};

export type MannersEvent =
  /** From now on; what is not named stays. */
  | { readonly type: 'behave'; readonly unit: number; readonly manners: Partial<ModuleManners> }
  | { readonly type: 'answer-due'; readonly bytes: Uint8Array };

/** This unit was asked for its inputs or coils, and answered, whatever became of that. */
export type AskedNews = { readonly kind: 'asked'; readonly unit: number };

export type ModulesState = {
  readonly device: ModbusDeviceState;
  readonly manners: ReadonlyMap<number, ModuleManners>;
};

type State = ModulesState;
type Event = PushButtonEvent | MannersEvent;
type News = DeviceNews | AskedNews;
type Step = DeviceStep<State, Event, News>;

const WRITE_COIL = 5;

/** A line on which the answers of each unit can be lost, spoilt or late. */
export function withModuleManners(
  device: VirtualDevice<ModbusDeviceState, PushButtonEvent>,
): VirtualDevice<State, Event, News> {
  const stepDevice = (state: State, event: DeviceEvent | PushButtonEvent): Step => {
    const inner = device.step(state.device, event);
    let current: State = { ...state, device: inner.state };
    const effects: DeviceEffect<Event, News>[] = [];
    for (const effect of inner.effects) {
      if (effect.type === 'send') {
        const step = answer(current, effect.bytes);
        current = step.state;
        effects.push(...step.effects, ...askedBy(effect.bytes));
      } else {
        effects.push(effect);
      }
    }
    return { state: current, effects };
  };

  return {
    initial: { device: device.initial, manners: new Map() },
    step: (state, event) => {
      switch (event.type) {
        case 'behave':
          return { state: withManners(state, event.unit, event.manners), effects: [] };
        case 'answer-due':
          return { state, effects: [{ type: 'send', bytes: event.bytes }] };
        default:
          return stepDevice(state, event);
      }
    },
  };
}

function answer(state: State, bytes: Uint8Array): Step {
  const [unit = 0] = bytes;
  const { isSilent, answersAfterMs, dropsAnswers, spoilsAnswers } = mannersOf(state, unit);
  if (isSilent) {
    return { state, effects: [] };
  }
  if (dropsAnswers > 0) {
    return { state: withManners(state, unit, { dropsAnswers: dropsAnswers - 1 }), effects: [] };
  }
  const isSpoilt = spoilsAnswers > 0;
  const sent = isSpoilt ? bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 0x01) : bytes;
  return {
    state: isSpoilt ? withManners(state, unit, { spoilsAnswers: spoilsAnswers - 1 }) : state,
    effects: [
      answersAfterMs > 0
        ? {
            type: 'later',
            delayMs: answersAfterMs,
            event: { type: 'answer-due', bytes: sent },
          }
        : { type: 'send', bytes: sent },
    ],
  };
}

function askedBy([unit = 0, code]: Uint8Array): readonly DeviceEffect<Event, News>[] {
  return code === WRITE_COIL ? [] : [{ type: 'told', news: { kind: 'asked', unit } }];
}

function withManners(state: State, unit: number, manners: Partial<ModuleManners>): State {
  const changed = { ...mannersOf(state, unit), ...manners };
  return { ...state, manners: new Map(state.manners).set(unit, changed) };
}

function mannersOf({ manners }: State, unit: number): ModuleManners {
  return manners.get(unit) ?? GOOD_MANNERS;
}
