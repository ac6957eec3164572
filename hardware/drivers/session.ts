import type { BoxDriver, ButtonTrouble } from '../../contract/box-status.ts';
import type { BoxReport } from '../button-source.ts';
import type { BoxOutputs, StatusMessage } from '../protocol/messages.ts';

/** Who is on the line, once a driver is sure of it. */
export type ConnectedBox = {
  readonly boxId: string;
  readonly driver: BoxDriver;
  /** Null where boxes of this kind do not tell. */
  readonly firmware: string | null;
  /** Indexes are below this. */
  readonly buttonCount: number;
  readonly outputs: BoxOutputs;
};

/** What a box on this line is told to do; which box it is has been decided. */
export type LineSignal =
  | { readonly kind: 'lamp'; readonly button: number; readonly durationMs: number }
  | { readonly kind: 'buzzer' | 'beacon'; readonly durationMs: number };

export type SessionEvent =
  /** Ask who is there, from scratch: the port has just opened, or what is heard cannot be trusted any more. */
  | { readonly type: 'verify' }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  | { readonly type: 'signal'; readonly signal: LineSignal }
  | { readonly type: 'wake' };

/** What a driver makes of its line. */
export type Heard =
  /** This box is there, and what follows is of it. */
  | { readonly type: 'present'; readonly box: ConnectedBox }
  /** Who is there cannot be used, and will not be in a moment either. */
  | { readonly type: 'refused'; readonly detail: string }
  /** A usable sign of life of the box that is present. */
  | { readonly type: 'alive' }
  /** What a box with counters of its own has counted; also a sign of life. */
  | { readonly type: 'counted'; readonly status: StatusMessage }
  /** A press as it happened, on a box that does not count. No sign of life: others of its buttons may be dead. */
  | { readonly type: 'pressed'; readonly button: number }
  /** Everything that is wrong with its buttons now. */
  | { readonly type: 'troubles'; readonly troubles: readonly ButtonTrouble[] }
  | { readonly type: 'report'; readonly report: BoxReport };

export type SessionEffect = { readonly type: 'send'; readonly bytes: Uint8Array } | Heard;

export type SessionStep<State> = {
  readonly state: State;
  readonly effects: readonly SessionEffect[];
};

/**
 * A driver: what is said and heard on one open line, as a pure machine. A new state begins with every opened port.
 *
 * Obligations: it takes any bytes, cut anywhere, without throwing and with bounded memory; it counts nothing before
 * `present`; it sends nothing but what the box it is for understands.
 */
export type Session<State> = {
  readonly initial: State;
  step(state: State, event: SessionEvent, nowMs: number): SessionStep<State>;
  /** When it wants a `wake`; null when only an event moves it on. */
  dueAtMs(state: State): number | null;
  /**
   * What to send before the line is let go of, so that nothing stays on that its host would have turned off. Absent
   * where boxes turn off by themselves.
   */
  farewell?(state: State): readonly Uint8Array[];
};
