import type { NumberRange } from '../../contract/number-range.ts';
import type { Choice } from '../../contract/choice.ts';
import type { FlowRecord } from '../../contract/flow-record.ts';
import type { OutboxEntry } from '../outbox/outbox.ts';
import type { Keeping } from './keeping.ts';

/** A press that has its number and its frozen bytes, and is being written down. */
export type RecordedPress = {
  readonly id: string;
  readonly choice: Choice;
  readonly repeat: boolean;
  /** Time since the press was made, in milliseconds. More than a few seconds: a replay, to be kept without thanks. */
  readonly ageMs: number;
  /** Settles once it is known where the press is kept; never rejects. */
  readonly kept: Promise<Keeping>;
};

/** `full`: it failed because the browser, or the disk, gives it no more room. */
export type OutboxOutcome = 'worked' | 'full' | 'failed';

export type RecorderListener = {
  onPress(press: RecordedPress): void;
  /** The outbox holds something new to send; these of it jump the queue. */
  onQueued(urgent: readonly OutboxEntry[]): void;
  /** How the outbox fared with what it was given. One that failed has to be opened anew, or done without. */
  onOutbox(outcome: OutboxOutcome): void;
  /** Something went wrong that the visitor need not know, and somebody should. */
  onTrouble(detail: string): void;
};

/**
 * Writes presses down, whatever the shell.
 *
 * Obligations of an implementation:
 * - every press it takes is told once through `onPress`, in order, before it is durable;
 * - `kept` says anything but `nothing` only after a durable commit;
 * - it takes presses from `start` on and never throws afterwards.
 */
export interface PressRecorder {
  start(listener: RecorderListener): Promise<void>;
  press(choice: Choice, source: 'touch' | 'keyboard'): void;

  /**
   * Writes down how a visitor left a step, or that the next one ended it. Trouble is told. What is sealed is kept before
   * what names it.
   *
   * @returns true only after a durable commit of all of it; never rejects. May take for ever where it can never be known.
   */
  record(flow: FlowRecord): Promise<boolean>;

  /**
   * Closes a gap that the outbox's books show and that persists: adds what another store still holds, and `lost` void
   * events in the place of what none does. What cannot be closed now is left for the next call; trouble is told.
   */
  fillGap(ledgerId: string, gap: NumberRange): Promise<void>;

  /**
   * Another event holds one of this ledger's numbers (a cloned disk): what is pressed from now on goes to a new
   * ledger. Of no consequence for a ledger that is not in use any more.
   */
  ledgerForked(ledgerId: string): void;
}
