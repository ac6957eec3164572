import type { ModbusBoxConfiguration } from '../../../../contract/box-configuration.ts';
import type { ModbusRequest } from '../../../../hardware/drivers/modbus-frame.ts';
import {
  type ModbusEvent,
  type ModbusSession,
  modbusSession,
} from '../../../../hardware/drivers/modbus-session.ts';
import type { ModbusState } from '../../../../hardware/drivers/modbus-state.ts';
import type { ModbusResult } from '../../../../hardware/drivers/modbus-words.ts';
import type { Heard } from '../../../../hardware/drivers/session.ts';
import { configuredBox } from '../../../support/configured-box.ts';

export function modbusConfiguration(more: object = {}): ModbusBoxConfiguration {
  return configuredBox('modbus-rtu', {
    port: '/dev/ttyUSB0',
    modules: [{ unit: 1, inputs: { 0: 0, 1: 1 } }],
    ...more,
  });
}

/** What a unit says to a request; null when it says nothing. */
export type UnitSays = (request: ModbusRequest, nowMs: number) => ModbusResult | null;

/** How long a unit takes to answer, unless it is told otherwise. */
const ANSWERS_AFTER_MS = 5;

/** An answer on its way: what it looks like on the line, and when it comes. */
type Answer = {
  readonly unit: number;
  readonly looks: string;
  readonly result: ModbusResult;
  readonly atMs: number;
};

/** A session on a line of units, with a clock of its own that starts at 0. */
export class ModbusRun {
  nowMs = 0;
  /** Inputs that are on, as `unit/address`. */
  readonly on = new Set<string>();
  /** Units that do otherwise than answering well. */
  readonly says = new Map<number, UnitSays>();
  /** Units that take their time, for each answer in its turn: they do one thing after the other. */
  readonly takesMs = new Map<number, () => number>();
  readonly asked: { readonly request: ModbusRequest; readonly atMs: number }[] = [];
  readonly #session: ModbusSession;
  readonly #timeoutMs: number;
  #state: ModbusState;
  #told: Heard[] = [];
  #coming: readonly Answer[] = [];

  constructor(more: object = {}) {
    const configuration = modbusConfiguration(more);
    this.#session = modbusSession(configuration, 'till-7');
    this.#timeoutMs = configuration.timeoutMs;
    this.#state = this.#session.initial;
  }

  /** A run whose modules are all there, with nothing told or asked yet. */
  static live(more: object = {}): ModbusRun {
    const run = new ModbusRun(more);
    run.step({ type: 'verify' });
    run.pass(1_000);
    run.told();
    run.asked.length = 0;
    return run;
  }

  step(event: ModbusEvent): void {
    const step = this.#session.step(this.#state, event, this.nowMs);
    this.#state = step.state;
    this.#told.push(...step.heard);
  }

  /** Lets time pass; a request that is open at its end is seen through. */
  pass(forMs: number): void {
    const untilMs = this.nowMs + forMs;
    while (this.nowMs < untilMs) {
      const turn = this.#session.nextTurn(this.#state, this.nowMs);
      switch (turn.kind) {
        case 'rest':
          this.nowMs = untilMs;
          break;
        case 'wait':
          if (turn.untilMs <= this.nowMs) {
            throw new Error(`The session waits at ${this.nowMs} for ${turn.untilMs}.`);
          }
          this.nowMs = Math.min(untilMs, turn.untilMs);
          this.step({ type: 'wake' });
          break;
        case 'read':
        case 'write': {
          const { request } = turn;
          this.asked.push({ request, atMs: this.nowMs });
          const result = this.#ask(request);
          this.step({ type: 'asked', turn, result });
        }
      }
    }
  }

  /** Closes the contacts of these inputs for a moment. */
  press(...inputs: readonly string[]): void {
    for (const input of inputs) {
      this.on.add(input);
    }
    this.pass(100);
    for (const input of inputs) {
      this.on.delete(input);
    }
    this.pass(100);
  }

  /** What was told since this was last asked. */
  told(): readonly Heard[] {
    const told = this.#told;
    this.#told = [];
    return told;
  }

  /** Of what was told since this was last asked, the buttons that were pressed. */
  presses(): readonly number[] {
    return this.told().flatMap((heard) => (heard.type === 'pressed' ? [heard.button] : []));
  }

  /** Of what was asked so far, the coils that were switched. */
  switched(): readonly string[] {
    return this.asked.flatMap(({ request }) =>
      request.kind === 'write'
        ? [`${request.unit}/${request.coil} ${request.on ? 'on' : 'off'}`]
        : [],
    );
  }

  /** Waits for the first answer that looks like one to the request, as it carries no address. */
  #ask(request: ModbusRequest): ModbusResult {
    const { unit } = request;
    const said = (this.says.get(unit) ?? this.answer)(request, this.nowMs);
    const coming = this.#coming.filter(({ atMs }) => atMs >= this.nowMs);
    if (said !== null) {
      const freeAtMs = coming.findLast((answer) => answer.unit === unit)?.atMs ?? this.nowMs;
      const takesMs = this.takesMs.get(unit)?.() ?? ANSWERS_AFTER_MS;
      coming.push({ unit, looks: looksOf(request, said), result: said, atMs: freeAtMs + takesMs });
    }
    const untilMs = this.nowMs + this.#timeoutMs;
    const heard = coming.find(
      ({ looks, result, atMs }) => atMs < untilMs && looks === looksOf(request, result),
    );
    this.nowMs = heard?.atMs ?? untilMs;
    this.#coming = coming.filter((answer) => answer !== heard);
    return heard?.result ?? { kind: 'silence' };
  }

  readonly answer: UnitSays = (request) =>
    request.kind === 'write'
      ? { kind: 'written' }
      : {
          kind: 'levels',
          levels: Array.from({ length: request.count }, (_, offset) =>
            this.on.has(`${request.unit}/${request.first + offset}`),
          ),
        };
}

function looksOf(request: ModbusRequest, { kind }: ModbusResult): string {
  const about =
    request.kind === 'write'
      ? ['write', request.coil]
      : [request.table, kind === 'levels' ? Math.ceil(request.count / 8) : ''];
  return [request.unit, kind === 'exception' ? kind : '', ...about].join(' ');
}
