import type { ModbusBoxConfiguration } from '../../../contract/box-configuration.ts';
import { shortestRoundMs } from '../../drivers/modbus-patience.ts';
import { type OutputName, outputWords } from '../../drivers/switched-outputs.ts';
import { findRequests, hearRequest, type VirtualModule, withInput } from './modbus-module.ts';
import { modulesOf, wiresOf } from './modbus-wires.ts';
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
 * Input modules with buttons on their inputs: they answer what they are asked, and know nothing of presses. The other
 * side of a `modbus-rtu` configuration.
 */

/** How long a finger stays on a button; longer where the line is too slow to be asked twice in that time. */
const LEAST_PRESS_MS = 100;

export type ModbusDeviceState = PushButtons & {
  readonly modules: readonly VirtualModule[];
  readonly pending: Uint8Array;
  readonly silent: boolean;
};

type State = ModbusDeviceState;
type Step = DeviceStep<State, PushButtonEvent>;
type Effect = DeviceEffect<PushButtonEvent>;

export function modbusDevice(
  configuration: ModbusBoxConfiguration,
): VirtualDevice<State, PushButtonEvent> {
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

  const wiring: ButtonWiring<State, never> = {
    has: (button) => wires.has(button),
    pressMs: () => pressMs,
    setContact: (state, button, isClosed) => ({
      state: setContact(state, button, isClosed),
      effects: [],
    }),
    whileHeld: () => [],
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

  const step = (state: State, event: DeviceEvent | PushButtonEvent): Step => {
    switch (event.type) {
      case 'heard':
        return hear(state, event.bytes);
      case 'pressed':
      case 'bounced':
      case 'hold-toggled':
      case 'contact':
      case 'finger-up':
        return stepPushButtons(wiring, state, event);
      case 'restarted':
        return {
          state: restarted(state),
          effects: [{ type: 'told', news: { kind: 'restarted', boot: null } }],
        };
      case 'silence-toggled':
        return toggleSilence(state);
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
    initial: restarted({ ...NO_FINGERS, modules: [], pending: new Uint8Array(), silent: false }),
    step,
  };
}
