import type { BoxOutputs } from '../protocol/messages.ts';
import type { LineSignal } from './session.ts';

/*
 * Outputs that know only on and off, driven by signals that last.
 *
 *      ┌──── signal of 0 ms: sends off
 *      ▼  │
 *      off ──────────── signal: sends on ──────────▶ on until …  ──┐
 *      ▲                                             │      ▲      │ signal: sends on again
 *      └── its time is over, signal of 0 ms: sends off      └──────┘
 *
 * What is already on is sent again, and what should be off is turned off even if nobody here turned it on: the words
 * may have been lost on the line, or said by a run of this program that has ended since.
 *
 * Nothing is turned off just because a line was opened. Many boxes restart when a port is opened and listen to a boot
 * loader's commands for a second, and a host that speaks before it is spoken to cannot know that the device is the
 * configured one. The price: an output that was on when its host lost the line stays on until its next signal is over.
 * A host that lets go of the line while its box is there turns everything off before.
 */

export type OutputName = 'buzzer' | 'beacon' | `lamp ${number}`;

/** What switches each output of a box, in the words of its driver. */
export type OutputWords<Words> = ReadonlyMap<OutputName, Words>;

/** Until when each output that is on stays on. */
export type OutputsOn = ReadonlyMap<OutputName, number>;

export type Switching = { readonly output: OutputName; readonly on: boolean };

export type SwitchedOutputs = {
  readonly outputs: OutputsOn;
  /** In the order to send them in. */
  readonly switchings: readonly Switching[];
};

export const ALL_OFF: OutputsOn = new Map();

/** @param configured lamps by the index of their button. */
export function outputWords<Words>(configured: {
  readonly lamps: Readonly<Record<string, Words>>;
  readonly buzzer?: Words | undefined;
  readonly beacon?: Words | undefined;
}): OutputWords<Words> {
  const words = new Map<OutputName, Words>();
  for (const [button, lamp] of Object.entries(configured.lamps)) {
    words.set(`lamp ${Number(button)}`, lamp);
  }
  for (const kind of ['buzzer', 'beacon'] as const) {
    const each = configured[kind];
    if (each !== undefined) {
      words.set(kind, each);
    }
  }
  return words;
}

/** Which outputs a box has that `words` are for. */
export function outputsOf(words: OutputWords<unknown>): BoxOutputs {
  const buzzer = words.has('buzzer');
  const beacon = words.has('beacon');
  return { lamps: words.size > (buzzer ? 1 : 0) + (beacon ? 1 : 0), buzzer, beacon };
}

/** A signal for an output that is not in `words` changes nothing. A new signal replaces the one still running. */
export function signalOutput(
  outputs: OutputsOn,
  words: OutputWords<unknown>,
  signal: LineSignal,
  nowMs: number,
): SwitchedOutputs {
  const output: OutputName = signal.kind === 'lamp' ? `lamp ${signal.button}` : signal.kind;
  if (!words.has(output)) {
    return { outputs, switchings: [] };
  }
  const next = new Map(outputs);
  const on = signal.durationMs > 0;
  if (on) {
    next.set(output, nowMs + signal.durationMs);
  } else {
    next.delete(output);
  }
  return { outputs: next, switchings: [{ output, on }] };
}

/** Turns off what has been on for long enough. */
export function switchOffDue(outputs: OutputsOn, nowMs: number): SwitchedOutputs {
  const due = [...outputs].filter(([, untilMs]) => untilMs <= nowMs).map(([output]) => output);
  if (due.length === 0) {
    return { outputs, switchings: [] };
  }
  const next = new Map(outputs);
  for (const output of due) {
    next.delete(output);
  }
  return { outputs: next, switchings: due.map((output) => ({ output, on: false })) };
}

/** Turns off everything that is on. */
export function switchOffAll(outputs: OutputsOn): SwitchedOutputs {
  return switchOffDue(outputs, Number.POSITIVE_INFINITY);
}

/** When the next output is to be turned off; null while none is on. */
export function outputsDueAtMs(outputs: OutputsOn): number | null {
  return outputs.size === 0 ? null : Math.min(...outputs.values());
}
