import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineSignal } from '../../../../hardware/drivers/session.ts';
import {
  ALL_OFF,
  type OutputName,
  outputsDueAtMs,
  outputsOf,
  outputWords,
  signalOutput,
  switchOffDue,
} from '../../../../hardware/drivers/switched-outputs.ts';

const WORDS = outputWords({ lamps: { '0': 'L0', '2': 'L2' }, beacon: 'B' });

const beacon = (durationMs: number): LineSignal => ({ kind: 'beacon', durationMs });
const lamp = (button: number, durationMs: number): LineSignal => ({
  kind: 'lamp',
  button,
  durationMs,
});

describe('switched outputs', () => {
  it('turn on at a signal and off when its time is over', () => {
    const on = signalOutput(ALL_OFF, WORDS, lamp(2, 800), 1_000);
    expect(on.switchings).toEqual([{ output: 'lamp 2', on: true }]);
    expect(outputsDueAtMs(on.outputs)).toBe(1_800);
    expect(switchOffDue(on.outputs, 1_799).switchings).toEqual([]);
    const off = switchOffDue(on.outputs, 1_800);
    expect(off).toEqual({ outputs: ALL_OFF, switchings: [{ output: 'lamp 2', on: false }] });
    expect(outputsDueAtMs(off.outputs)).toBeNull();
  });

  it('replace a signal that still runs, and say it again', () => {
    const first = signalOutput(ALL_OFF, WORDS, beacon(60_000), 0);
    const longer = signalOutput(first.outputs, WORDS, beacon(60_000), 50_000);
    expect(longer.switchings).toEqual([{ output: 'beacon', on: true }]);
    expect(outputsDueAtMs(longer.outputs)).toBe(110_000);
    const shorter = signalOutput(longer.outputs, WORDS, beacon(100), 50_001);
    expect(outputsDueAtMs(shorter.outputs)).toBe(50_101);
  });

  it('turn off at once at a signal of no duration, even what nobody here turned on', () => {
    expect(signalOutput(ALL_OFF, WORDS, beacon(0), 5)).toEqual({
      outputs: ALL_OFF,
      switchings: [{ output: 'beacon', on: false }],
    });
  });

  it('ignore an output that the box does not have', () => {
    for (const signal of [lamp(1, 100), { kind: 'buzzer', durationMs: 100 } as const]) {
      expect(signalOutput(ALL_OFF, WORDS, signal, 0)).toEqual({ outputs: ALL_OFF, switchings: [] });
    }
  });

  it('are told as what a box has', () => {
    expect(outputsOf(WORDS)).toEqual({ lamps: true, buzzer: false, beacon: true });
    expect(outputsOf(outputWords({ lamps: {}, buzzer: 'Z' }))).toEqual({
      lamps: false,
      buzzer: true,
      beacon: false,
    });
  });

  it('are each on for as long as their last signal said, whatever comes when', () => {
    const signal = fc.record({
      afterMs: fc.integer({ min: 0, max: 500 }),
      button: fc.constantFrom(0, 2),
      durationMs: fc.integer({ min: 0, max: 1_000 }),
    });
    fc.assert(
      fc.property(fc.array(signal), (signals) => {
        let outputs = ALL_OFF;
        let nowMs = 0;
        const lit = new Set<OutputName>();
        const untilMs = new Map<OutputName, number>();
        const expectLit = (atMs: number): void => {
          const expected = [...untilMs].filter(([, until]) => until > atMs).map(([name]) => name);
          expect([...lit].toSorted()).toEqual(expected.toSorted());
        };
        const follow = (switched: ReturnType<typeof switchOffDue>): void => {
          ({ outputs } = switched);
          for (const { output, on } of switched.switchings) {
            if (on) {
              lit.add(output);
            } else {
              lit.delete(output);
            }
          }
        };
        const wakeUntil = (endMs: number): void => {
          for (
            let dueAtMs = outputsDueAtMs(outputs);
            dueAtMs !== null && dueAtMs <= endMs;
            dueAtMs = outputsDueAtMs(outputs)
          ) {
            follow(switchOffDue(outputs, dueAtMs));
            expectLit(dueAtMs);
          }
        };
        for (const { afterMs, button, durationMs } of signals) {
          nowMs += afterMs;
          wakeUntil(nowMs);
          follow(signalOutput(outputs, WORDS, lamp(button, durationMs), nowMs));
          untilMs.set(`lamp ${button}`, nowMs + durationMs);
          expectLit(nowMs);
        }
        wakeUntil(Number.POSITIVE_INFINITY);
        expect(lit.size).toBe(0);
      }),
    );
  });
});
