import type { ButtonTrouble } from '../../contract/box-status.ts';
import { type Contact, contactsFrom, hearContacts } from './contact-filter.ts';
import { doubt, leaveAlone } from './modbus-doubt.ts';
import type { ModbusRequest } from './modbus-frame.ts';
import { heldContacts } from './modbus-inputs.ts';
import type {
  ModbusAsked,
  ModbusPlan,
  ModbusState,
  ModbusStep,
  ModbusTurn,
} from './modbus-state.ts';
import {
  describeFailure,
  isWrongQuestion,
  type ModbusFailure,
  type ModbusResult,
} from './modbus-words.ts';
import {
  addWrite,
  afterFailedWrite,
  type CoilWrite,
  type CoilWrites,
  withoutWrite,
} from './modbus-writes.ts';
import type { Heard } from './session.ts';
import { ALL_OFF } from './switched-outputs.ts';

/** A module that is gone keeps the line busy while it is waited for: the others are asked in between. */
const ASK_SILENT_EVERY_MS = 500;
/** An answer that is a little late has come by then, and is passed over. */
const SETTLE_AFTER_FAILURE_MS = 20;

type ReadTurn = ModbusTurn & { readonly kind: 'read' };

/** What comes of an answer, or of none, while the line is asked. */
export function hearAnswer(
  plan: ModbusPlan,
  state: ModbusState,
  { turn, result }: ModbusAsked,
  nowMs: number,
): ModbusStep {
  const isAnswer = result.kind === 'levels' || result.kind === 'written';
  const pauseMs = Math.max(plan.framePauseMs, isAnswer ? 0 : SETTLE_AFTER_FAILURE_MS);
  const next = { ...state, lineFreeAtMs: nowMs + pauseMs, hasJustWritten: turn.kind === 'write' };
  if (turn.kind === 'write') {
    return hearWritten(next, turn.request, result);
  }
  if (state.at === 'leaving') {
    return { state: next, heard: [] };
  }
  switch (result.kind) {
    case 'levels':
      return (
        passOver(plan, next, turn, nowMs) ?? hearLevels(plan, next, turn, result.levels, nowMs)
      );
    case 'exception':
      return passOver(plan, next, turn, nowMs) ?? hearNoLevels(plan, next, turn, result, nowMs);
    case 'silence':
    case 'garbled':
      return hearNoLevels(plan, next, turn, result, nowMs);
    case 'written':
      return hearNoLevels(plan, next, turn, { kind: 'garbled' }, nowMs);
  }
}

/** @returns null when the answer is one to what was asked. */
function passOver(
  { readings, timeoutMs }: ModbusPlan,
  state: ModbusState,
  { module: index }: ReadTurn,
  nowMs: number,
): ModbusStep | null {
  const doubtSinceMs = state.modules[index]?.doubtSinceMs ?? null;
  if (doubtSinceMs === null) {
    return null;
  }
  const alike = readings[index]?.alike ?? [];
  const modules = leaveAlone(state.modules, alike, { doubtSinceMs, timeoutMs, nowMs });
  return { state: { ...state, modules }, heard: [] };
}

function hearWritten(state: ModbusState, write: CoilWrite, result: ModbusResult): ModbusStep {
  switch (result.kind) {
    case 'written':
    case 'levels':
      return { state: { ...state, writes: withoutWrite(state.writes, write) }, heard: [] };
    case 'exception':
      return {
        state: { ...state, writes: withoutWrite(state.writes, write) },
        heard: [reportOf(write, result)],
      };
    case 'silence':
    case 'garbled':
      return {
        state: { ...state, writes: afterFailedWrite(state.writes, write) },
        heard: [reportOf(write, result)],
      };
  }
}

function hearLevels(
  plan: ModbusPlan,
  state: ModbusState,
  { module: index, askedAtMs }: ReadTurn,
  levels: readonly boolean[],
  nowMs: number,
): ModbusStep {
  const reading = plan.readings[index];
  const module = state.modules[index];
  if (reading === undefined || module === undefined) {
    return { state, heard: [] };
  }
  const held = heldContacts(reading, levels);
  const isClose = module.heardAtMs !== null && nowMs - module.heardAtMs <= plan.closeTogetherMs;
  const { contacts, presses, troubles } = hearContacts(
    state.contacts,
    isClose ? contactsFrom(state.contacts, held) : found(held),
    plan.debounceMs,
    nowMs,
  );
  const modules = state.modules.with(index, {
    ...module,
    heardAtMs: nowMs,
    isHeard: true,
    failures: 0,
    askAtMs: Math.max(nowMs, askedAtMs + plan.pollMs),
  });
  const isRound = modules.every(({ isHeard }) => isHeard);
  const next: ModbusState = {
    ...state,
    contacts,
    modules: isRound ? modules.map((each) => ({ ...each, isHeard: false })) : modules,
  };
  if (state.at === 'live') {
    return {
      state: next,
      heard: [
        ...presses.map((contact): Heard => ({ type: 'pressed', button: buttonOf(plan, contact) })),
        ...(troubles === null ? [] : [troublesOf(plan, troubles)]),
        ...(isRound ? [{ type: 'alive' } as const] : []),
      ],
    };
  }
  return isRound
    ? {
        state: { ...next, at: 'live', outputs: ALL_OFF, writes: allOff(plan) },
        heard: [{ type: 'present', box: plan.box }],
      }
    : { state: next, heard: [] };
}

function hearNoLevels(
  plan: ModbusPlan,
  state: ModbusState,
  { module: index, request, askedAtMs }: ReadTurn,
  failure: ModbusFailure,
  nowMs: number,
): ModbusStep {
  const module = state.modules[index];
  if (module === undefined) {
    return { state, heard: [] };
  }
  if (isWrongQuestion(failure)) {
    return refuse(state, request, failure);
  }
  const askAtMs = nowMs + (module.failures === 0 ? 0 : ASK_SILENT_EVERY_MS);
  const failures = module.failures + 1;
  const modules = state.modules.with(index, { ...module, failures, failure, askAtMs });
  const isInVain = failure.kind !== 'exception';
  const alike = isInVain ? (plan.readings[index]?.alike ?? []) : [];
  return {
    state: { ...state, modules: doubt(modules, alike, askedAtMs) },
    heard: state.at === 'live' ? [reportOf(request, failure)] : [],
  };
}

/** The line is left alone until it is verified again. */
export function refuse(
  state: ModbusState,
  request: ModbusRequest,
  failure: ModbusFailure,
): ModbusStep {
  return {
    state: { ...state, at: 'silent' },
    heard: [{ type: 'refused', detail: describeFailure(request, failure) }],
  };
}

/** Lights of before: a module keeps its coils as they were when its host went away. */
function allOff({ words }: ModbusPlan): CoilWrites {
  return [...words.values()].reduce<CoilWrites>(
    (writes, { unit, coil }) => addWrite(writes, { kind: 'write', unit, coil, on: false }),
    [],
  );
}

function found(held: ReadonlyMap<number, boolean>): Contact[] {
  return [...held].map(([button, isHeld]) => ({
    button,
    kind: isHeld ? 'found-closed' : 'found-open',
  }));
}

function buttonOf({ readings }: ModbusPlan, contact: number): number {
  const inputs = readings.flatMap((reading) => reading.inputs);
  return inputs[contact]?.button ?? 0;
}

/** Of each button once, although each of its contacts may have the trouble. */
function troublesOf(plan: ModbusPlan, troubles: readonly ButtonTrouble[]): Heard {
  const ofButtons = new Map<string, ButtonTrouble>();
  for (const { button: contact, kind } of troubles) {
    const button = buttonOf(plan, contact);
    ofButtons.set(`${button} ${kind}`, { button, kind });
  }
  return {
    type: 'troubles',
    troubles: [...ofButtons.values()].toSorted((a, b) => a.button - b.button),
  };
}

function reportOf(request: ModbusRequest, failure: ModbusFailure): Heard {
  const kind = failure.kind === 'garbled' ? 'bad-frame' : 'port-error';
  return { type: 'report', report: { kind, detail: describeFailure(request, failure) } };
}
