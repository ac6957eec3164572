import type { ModbusBoxConfiguration } from '../../contract/box-configuration.ts';
import type { Contacts } from './contact-filter.ts';
import { framePauseMs, type ModbusRequest } from './modbus-frame.ts';
import { buttonCountOf, type ModuleReading, moduleReadings } from './modbus-inputs.ts';
import { lostAnswerMs, modbusPatience } from './modbus-patience.ts';
import type { ModbusFailure, ModbusResult } from './modbus-words.ts';
import type { CoilWrite, CoilWrites } from './modbus-writes.ts';
import type { ConnectedBox, Heard } from './session.ts';
import { type OutputsOn, outputsOf, type OutputWords, outputWords } from './switched-outputs.ts';

/** An answer later than this after the one before does not show that a contact has just closed. */
const CLOSE_TOGETHER_MS = 1_000;
const SLACK_MS = 100;

export type ModuleState = {
  /** When it was heard last, since the line was verified. */
  readonly heardAtMs: number | null;
  /** Whether it was heard since the last sign of life of the whole box. */
  readonly isHeard: boolean;
  /** How often in a row it was asked in vain, and what came of it last. */
  readonly failures: number;
  readonly failure: ModbusFailure;
  readonly askAtMs: number;
  /** When the first question was asked whose answer may still come and be taken for this one's; null when none may. */
  readonly doubtSinceMs: number | null;
};

export type ModbusState = {
  readonly at: 'silent' | 'asking' | 'live' | 'leaving';
  /** When those who did not answer are given up; of use while asking. */
  readonly giveUpAtMs: number;
  /** Before that nothing is sent. */
  readonly lineFreeAtMs: number;
  readonly modules: readonly ModuleState[];
  /** By the number of the input; see `ModuleReading`. */
  readonly contacts: Contacts;
  readonly outputs: OutputsOn;
  readonly writes: CoilWrites;
  /** Coils are switched and inputs read in turn. */
  readonly hasJustWritten: boolean;
};

/** What to do next on the line. */
export type ModbusTurn =
  | {
      readonly kind: 'read';
      readonly module: number;
      readonly request: ModbusRequest;
      readonly askedAtMs: number;
    }
  | { readonly kind: 'write'; readonly request: CoilWrite }
  | { readonly kind: 'wait'; readonly untilMs: number }
  /** Until the line is verified; of a line that is let go of, that nothing is left to do. */
  | { readonly kind: 'rest' };

export type ModbusRequestTurn = Extract<ModbusTurn, { request: ModbusRequest }>;

/** What came of a request. */
export type ModbusAsked = {
  readonly type: 'asked';
  readonly turn: ModbusRequestTurn;
  readonly result: ModbusResult;
};

export type ModbusStep = { readonly state: ModbusState; readonly heard: readonly Heard[] };

/** What follows from a configuration. */
export type ModbusPlan = {
  readonly box: ConnectedBox;
  readonly readings: readonly ModuleReading[];
  readonly words: OutputWords<{ readonly unit: number; readonly coil: number }>;
  readonly pollMs: number;
  readonly timeoutMs: number;
  readonly debounceMs: number;
  readonly framePauseMs: number;
  readonly closeTogetherMs: number;
  readonly giveUpAfterMs: number;
};

export function modbusPlan(configuration: ModbusBoxConfiguration, boxId: string): ModbusPlan {
  const { baudRate, modules, outputs, pollMs, timeoutMs, debounceMs } = configuration;
  const readings = moduleReadings(modules);
  const words = outputWords(outputs);
  return {
    box: {
      boxId,
      driver: 'modbus-rtu',
      firmware: null,
      buttonCount: buttonCountOf(readings),
      outputs: outputsOf(words),
    },
    readings,
    words,
    pollMs,
    timeoutMs,
    debounceMs,
    framePauseMs: framePauseMs(baudRate),
    // One lost answer in between loses no press.
    closeTogetherMs: Math.max(CLOSE_TOGETHER_MS, lostAnswerMs(configuration)),
    // Before the connection does, so that it is told which unit it is.
    giveUpAfterMs: modbusPatience(configuration).verifyWithinMs - timeoutMs - SLACK_MS,
  };
}
