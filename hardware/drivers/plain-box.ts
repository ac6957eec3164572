import type { ConnectedBox } from './session.ts';
import { outputsOf, type OutputWords, outputWords } from './switched-outputs.ts';

/** A box that says a word per press and nothing about itself: what its driver must know to listen to it. */
export type PlainBox = {
  readonly box: ConnectedBox;
  /** The box speaks by itself: it is there once one of its words was heard. */
  readonly hasHeartbeat: boolean;
  readonly debounceMs: number;
  readonly baudRate: number;
  readonly outputWords: OutputWords<{ readonly on: Uint8Array; readonly off: Uint8Array }>;
};

type Switch = { readonly on: string; readonly off: string };

type PlainConfiguration = {
  readonly driver: 'line' | 'byte';
  readonly baudRate: number;
  readonly presses: Readonly<Record<string, number>>;
  readonly heartbeat?: object | undefined;
  readonly debounceMs: number;
  readonly outputs: {
    readonly lamps: Readonly<Record<string, Switch>>;
    readonly buzzer?: Switch | undefined;
    readonly beacon?: Switch | undefined;
  };
};

/** @param encode the bytes that a text of the configuration is sent as. */
export function plainBoxOf(
  configuration: PlainConfiguration,
  boxId: string,
  encode: (text: string) => Uint8Array,
): PlainBox {
  const { driver, presses, heartbeat, debounceMs, baudRate, outputs } = configuration;
  const words = outputWords(outputs);
  return {
    box: {
      boxId,
      driver,
      firmware: null,
      buttonCount: Math.max(...Object.values(presses)) + 1,
      outputs: outputsOf(words),
    },
    hasHeartbeat: heartbeat !== undefined,
    debounceMs,
    baudRate,
    outputWords: new Map(
      [...words].map(([output, { on, off }]) => [output, { on: encode(on), off: encode(off) }]),
    ),
  };
}
