import type { ModbusBoxConfiguration } from '../../../contract/box-configuration.ts';
import { shortestRoundMs } from '../../drivers/modbus-patience.ts';
import { type OutputName, outputWords } from '../../drivers/switched-outputs.ts';
import { findRequests, hearRequest, type VirtualModule, withInput } from './modbus-module.ts';
import { modulesOf, wiresOf } from './modbus-wires.ts';
import type {
  DeviceEffect,
  DeviceEvent,
  DeviceStep,
  PressedHow,
  VirtualDevice,
} from './virtual-device.ts';

/*
 * Input modules with buttons on their inputs: they answer what they are asked, and know nothing of presses. The other
 * side of a `modbus-rtu` configuration.
 */

/** How long a finger stays on a button; longer where the line is too slow to be asked twice in that time. */
const LEAST_PRESS_MS = 100;
const BOUNCES = 10;
const BOUNCE_EVERY_MS = 2;

export type ModbusDeviceEvent =
  /** `since` is the number of the press that this was asked for at. */
  | {
      readonly type: 'contact';
      readonly button: number;
      readonly isClosed: boolean;
      readonly since: number;
    }
  | { readonly type: 'finger-up'; readonly button: number; readonly since: number };

export type ModbusDeviceState = {
  readonly modules: readonly VirtualModule[];
  readonly pending: Uint8Array;
  readonly counts: ReadonlyMap<number, number>;
  /** Button to the number of the press that put a finger on it. */
  readonly down: ReadonlyMap<number, { readonly since: number; readonly held: boolean }>;
  /** Counts all presses. */
  readonly presses: number;
  readonly silent: boolean;
};

type State = ModbusDeviceState;
type Step = DeviceStep<State, ModbusDeviceEvent>;
type Effect = DeviceEffect<ModbusDeviceEvent>;

export function modbusDevice(
  configuration: ModbusBoxConfiguration,
): VirtualDevice<State, ModbusDeviceEvent> {
  const wires = wiresOf(configuration);
  const outputs = outputWords(configuration.outputs);
  const roundMs = Math.max(configuration.pollMs, Math.ceil(shortestRoundMs(configuration)));
  const pressMs = Math.max(LEAST_PRESS_MS, 3 * roundMs);

  const setContact = (state: State, button: number, isClosed: boolean): State => {
    const wire = wires.get(button);
    const module = wire === undefined ? undefined : state.modules[wire.module];
    if (wire === undefined || module === undefined) {
      return state;
    }
    const level = isClosed !== wire.normallyClosed;
    const changed =
      wire.table === 'coils'
        ? { ...module, coils: module.coils.with(wire.address, level) }
        : withInput(module, wire.address, level);
    return { ...state, modules: state.modules.with(wire.module, changed) };
  };

  const press = (state: State, button: number, how: PressedHow): Step => {
    if (!wires.has(button)) {
      return { state, effects: [] };
    }
    if (state.down.has(button)) {
      return { state, effects: [{ type: 'told', news: { kind: 'down-already', button } }] };
    }
    const count = (state.counts.get(button) ?? 0) + 1;
    const since = state.presses + 1;
    const pressed = setContact(state, button, true);
    return {
      state: {
        ...pressed,
        counts: new Map(state.counts).set(button, count),
        presses: since,
        down: new Map(state.down).set(button, { since, held: how === 'held' }),
      },
      effects: [
        { type: 'told', news: { kind: 'pressed', button, count, how } },
        ...(how === 'bouncing' ? bounces(button, since) : []),
        ...(how === 'held'
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
  };

  const letGo = (state: State, button: number): State => {
    const down = new Map(state.down);
    down.delete(button);
    return { ...setContact(state, button, false), down };
  };

  const hear = (state: State, bytes: Uint8Array): Step => {
    const { requests, pending } = findRequests(state.pending, bytes);
    let { modules } = state;
    const effects: Effect[] = [];
    for (const request of requests) {
      for (const [index, module] of modules.entries()) {
        const heard = hearRequest(module, request);
        modules = modules.with(index, heard.module);
        if (heard.answer !== null && !state.silent) {
          effects.push({ type: 'send', bytes: heard.answer });
        }
        if (heard.switched !== null) {
          const { coil, on } = heard.switched;
          const output = outputAt(module.unit, coil);
          effects.push({ type: 'told', news: { kind: 'switched', output, on } });
        }
      }
    }
    return { state: { ...state, modules, pending }, effects };
  };

  const outputAt = (
    unit: number,
    coil: number,
  ): OutputName | `coil ${number} of unit ${number}` => {
    const found = [...outputs].find(([, each]) => each.unit === unit && each.coil === coil);
    return found?.[0] ?? `coil ${coil} of unit ${unit}`;
  };

  const step = (state: State, event: DeviceEvent | ModbusDeviceEvent): Step => {
    switch (event.type) {
      case 'heard':
        return hear(state, event.bytes);
      case 'contact':
        return state.down.get(event.button)?.since === event.since
          ? { state: setContact(state, event.button, event.isClosed), effects: [] }
          : { state, effects: [] };
      case 'finger-up':
        return state.down.get(event.button)?.since === event.since
          ? { state: letGo(state, event.button), effects: [] }
          : { state, effects: [] };
      case 'pressed':
        return press(state, event.button, 'cleanly');
      case 'bounced':
        return press(state, event.button, 'bouncing');
      case 'hold-toggled': {
        const { button } = event;
        return state.down.get(button)?.held === true
          ? {
              state: letGo(state, button),
              effects: [{ type: 'told', news: { kind: 'let-go', button } }],
            }
          : press(state, button, 'held');
      }
      case 'restarted': {
        const fresh = restarted(state);
        return {
          state: fresh,
          effects: [{ type: 'told', news: { kind: 'restarted', boot: null } }],
        };
      }
      case 'silence-toggled': {
        const silent = !state.silent;
        return {
          state: { ...state, silent },
          effects: [{ type: 'told', news: { kind: 'silenced', silent } }],
        };
      }
      case 'started':
      case 'version-toggled':
        return { state, effects: [] };
    }
  };

  /** Its relays fall off; who holds a button still holds it. */
  const restarted = (state: State): State =>
    [...wires.keys()].reduce<State>(
      (fresh, button) => setContact(fresh, button, state.down.has(button)),
      {
        ...state,
        modules: modulesOf(configuration),
        pending: new Uint8Array(),
        counts: new Map(),
      },
    );

  return {
    initial: restarted({
      modules: [],
      pending: new Uint8Array(),
      counts: new Map(),
      down: new Map(),
      presses: 0,
      silent: false,
    }),
    step,
  };
}

function bounces(button: number, since: number): Effect[] {
  return Array.from({ length: BOUNCES - 1 }, (_, index): Effect[] => {
    const closesAfterMs = (index + 1) * BOUNCE_EVERY_MS;
    return [
      contactLater(closesAfterMs - 1, button, false, since),
      contactLater(closesAfterMs, button, true, since),
    ];
  }).flat();
}

function contactLater(delayMs: number, button: number, isClosed: boolean, since: number): Effect {
  return { type: 'later', delayMs, event: { type: 'contact', button, isClosed, since } };
}
