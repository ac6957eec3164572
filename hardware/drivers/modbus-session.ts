import type { ModbusBoxConfiguration } from '../../contract/box-configuration.ts';
import { NO_CONTACTS } from './contact-filter.ts';
import { hearAnswer, refuse } from './modbus-answers.ts';
import {
  type ModbusAsked,
  type ModbusPlan,
  modbusPlan,
  type ModbusState,
  type ModbusStep,
  type ModbusTurn,
} from './modbus-state.ts';
import { addWrite, onlyOff } from './modbus-writes.ts';
import type { LineSignal } from './session.ts';
import {
  ALL_OFF,
  outputsDueAtMs,
  signalOutput,
  switchOffAll,
  switchOffDue,
  type SwitchedOutputs,
} from './switched-outputs.ts';

/*
 * What is asked and heard on a line of input modules.
 *
 *                verify                   every module has answered
 *   silent ─────────────────▶ asking ──────────────────────────────────▶ live ──┐
 *      ▲                      ▲  │                                       │  ▲   │ each module in its turn
 *      │                      │  │ some did not in time,                 │  └───┘
 *      │        verify        │  ▼ one says it has no such inputs        │
 *      └─ refused ────────────┘◀─────────────────────────────────────────┘
 *
 *   Any state ── leave ──▶ leaving: what is on is switched off.
 *
 * Nothing is pressed unless a contact was seen open and then closed by two answers that lie close together. So a
 * button that is held when its module is first heard, or heard again after a pause, counts nothing until it was let go
 * and pressed again: it may have been held since before, and a press of unknown time is not one made just now. What was
 * pressed and let go while nobody asked is lost; there is no counter to show it.
 *
 * Nothing is switched on unless every module is there. What was on when one of them went silent goes off all the same:
 * when its time is over, when it is told to, and when the line is let go of. A module of which nothing was switched on
 * is not written to before its box is there.
 *
 * "Answered" is said of an answer that is known to be one to its question: `modbus-doubt.ts`.
 */

/** What was on its way, or waited in a buffer, has come by then and is passed over. */
const SETTLE_MS = 100;

export type ModbusEvent =
  | { readonly type: 'verify' }
  | ModbusAsked
  | { readonly type: 'signal'; readonly signal: LineSignal }
  /** What a turn waited for is due. */
  | { readonly type: 'wake' }
  /** The line will be let go of once a turn is to rest, or when nobody can wait any more. */
  | { readonly type: 'leave' };

/**
 * The driver of one box of modules, as a pure machine; who runs it takes one turn after the other and tells what came
 * of it. A new state begins with every opened port.
 */
export type ModbusSession = {
  readonly initial: ModbusState;
  step(state: ModbusState, event: ModbusEvent, nowMs: number): ModbusStep;
  nextTurn(state: ModbusState, nowMs: number): ModbusTurn;
};

/** @param boxId under which presses are counted: modules have no serial number of their own. */
export function modbusSession(configuration: ModbusBoxConfiguration, boxId: string): ModbusSession {
  const plan = modbusPlan(configuration, boxId);
  return {
    initial: {
      at: 'silent',
      giveUpAtMs: 0,
      lineFreeAtMs: 0,
      modules: [],
      contacts: NO_CONTACTS,
      outputs: ALL_OFF,
      writes: [],
      hasJustWritten: false,
    },
    step: (before, event, nowMs) => {
      const state = switched(plan, before, switchOffDue(before.outputs, nowMs));
      switch (event.type) {
        case 'verify':
          return { state: verify(plan, state, nowMs), heard: [] };
        case 'asked':
          return state.at === 'silent'
            ? { state, heard: [] }
            : giveUpDue(plan, hearAnswer(plan, state, event, nowMs), nowMs);
        case 'signal':
          return { state: signal(plan, state, event.signal, nowMs), heard: [] };
        case 'leave':
          return { state: leave(plan, state), heard: [] };
        case 'wake':
          return giveUpDue(plan, { state, heard: [] }, nowMs);
      }
    },
    nextTurn: (state, nowMs) => nextTurn(plan, state, nowMs),
  };
}

function verify(plan: ModbusPlan, state: ModbusState, nowMs: number): ModbusState {
  return {
    ...state,
    at: 'asking',
    giveUpAtMs: nowMs + plan.giveUpAfterMs,
    lineFreeAtMs: nowMs + SETTLE_MS,
    modules: plan.readings.map(({ alike }, index) => ({
      heardAtMs: null,
      isHeard: false,
      failures: 0,
      failure: { kind: 'silence' },
      askAtMs: nowMs,
      // What was asked before may be answered now.
      doubtSinceMs: alike.length < 2 ? null : (state.modules[index]?.doubtSinceMs ?? nowMs),
    })),
    contacts: NO_CONTACTS,
    writes: onlyOff(state.writes),
    hasJustWritten: false,
  };
}

function leave(plan: ModbusPlan, state: ModbusState): ModbusState {
  return {
    ...switched(plan, { ...state, writes: onlyOff(state.writes) }, switchOffAll(state.outputs)),
    at: 'leaving',
  };
}

function nextTurn(plan: ModbusPlan, state: ModbusState, nowMs: number): ModbusTurn {
  const { modules, writes, hasJustWritten, lineFreeAtMs } = state;
  if (state.at === 'silent' || (state.at === 'leaving' && writes.length === 0)) {
    return { kind: 'rest' };
  }
  if (nowMs < lineFreeAtMs) {
    return { kind: 'wait', untilMs: lineFreeAtMs };
  }
  const askAtMs = Math.min(...modules.map((module) => module.askAtMs));
  const isDue = askAtMs <= nowMs;
  const [next] = writes;
  if (next !== undefined && (state.at === 'leaving' || !(hasJustWritten && isDue))) {
    return { kind: 'write', request: next.write };
  }
  const module = modules.findIndex((each) => each.askAtMs === askAtMs);
  const request = plan.readings[module]?.request;
  if (request !== undefined && isDue) {
    return { kind: 'read', module, request, askedAtMs: nowMs };
  }
  const outputAtMs = outputsDueAtMs(state.outputs) ?? Number.POSITIVE_INFINITY;
  const giveUpAtMs = state.at === 'asking' ? state.giveUpAtMs : Number.POSITIVE_INFINITY;
  return { kind: 'wait', untilMs: Math.min(askAtMs, outputAtMs, giveUpAtMs) };
}

function signal(
  plan: ModbusPlan,
  state: ModbusState,
  wanted: LineSignal,
  nowMs: number,
): ModbusState {
  const { outputs, switchings } = signalOutput(state.outputs, plan.words, wanted, nowMs);
  switch (state.at) {
    case 'live':
      return switched(plan, state, { outputs, switchings });
    case 'asking':
      return wanted.durationMs > 0
        ? state
        : switched(plan, state, {
            outputs,
            switchings: switchings.filter(({ output }) => state.outputs.has(output)),
          });
    case 'silent':
    case 'leaving':
      return state;
  }
}

function switched(
  { words }: ModbusPlan,
  state: ModbusState,
  { outputs, switchings }: SwitchedOutputs,
): ModbusState {
  const writes = switchings.reduce((waiting, { output, on }) => {
    const coil = words.get(output);
    return coil === undefined ? waiting : addWrite(waiting, { kind: 'write', ...coil, on });
  }, state.writes);
  return { ...state, outputs, writes };
}

/** Says who it is that has not answered in all that time. */
function giveUpDue({ readings }: ModbusPlan, step: ModbusStep, nowMs: number): ModbusStep {
  const { state } = step;
  const missing = state.modules.findIndex(({ heardAtMs }) => heardAtMs === null);
  const request = readings[missing]?.request;
  const failure = state.modules[missing]?.failure;
  return state.at === 'asking' &&
    nowMs >= state.giveUpAtMs &&
    request !== undefined &&
    failure !== undefined
    ? refuse(state, request, failure)
    : step;
}
