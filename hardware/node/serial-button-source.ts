import type { BoxStatus } from '../../contract/box-status.ts';
import type {
  BoxBaseline,
  BoxReport,
  BoxSignal,
  ButtonSource,
  ButtonSourceListener,
} from '../button-source.ts';
import { type BoxBooks, type BoxHolder, createBoxBooks } from '../connection/box-books.ts';
import { boxStatusOf } from '../connection/connection-status.ts';
import {
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
  IDLE,
  transition,
  wakeAtMs,
} from '../connection/connection.ts';
import { createTurns } from '../connection/in-turn.ts';
import { reportsOfNewTroubles } from '../connection/new-troubles.ts';
import {
  heldReportsDueAtMs,
  NO_REPORTS,
  type ReportThrottle,
  tellHeldReports,
  throttleReport,
} from '../connection/report-throttle.ts';
import { canDo } from '../drivers/glimlach-known.ts';
import type { ConnectedBox, Heard, LineSignal } from '../drivers/session.ts';
import type { StatusMessage } from '../protocol/messages.ts';
import type { BoxLine } from './box-line.ts';
import { describeOpenFailure } from './describe-open-failure.ts';
import { glimlachDriver, type LineDriver } from './line-driver.ts';
import { startProcessTimer, type StartTimer } from './start-timer.ts';

export type SerialButtonSourceOptions = {
  /** The serial port, such as `/dev/ttyACM0`, `COM3` or a pty. */
  readonly path: string;
  /** Where counting resumes, or the books that this port shares with others. */
  readonly baseline: BoxBaseline | BoxBooks;
  /** Monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly startTimer?: StartTimer;
  /** What hangs on the port; a Glimlach box unless said otherwise. */
  readonly driver?: LineDriver;
};

/** The box on one serial port: runs the connection machine on a real port and a real clock. */
export class SerialButtonSource implements ButtonSource {
  readonly #path: string;
  readonly #now: () => number;
  readonly #startTimer: StartTimer;
  readonly #driver: LineDriver;
  readonly #books: BoxBooks;
  readonly #holder: BoxHolder = {
    isSilent: () => this.#state.at !== 'live',
    giveWay: () => {
      this.#dispatch({ type: 'lost', detail: 'Its box was found on another port.' });
    },
  };

  #listener: ButtonSourceListener | null = null;
  #state: ConnectionState = IDLE;
  #line: BoxLine | null = null;
  #throttle: ReportThrottle = NO_REPORTS;
  #toldStatus: BoxStatus | null = null;
  #cancelTimer: () => void = () => undefined;
  /** Ports let go of and not yet released. */
  readonly #closing = new Set<Promise<void>>();
  /** A listener may call back. */
  readonly #inTurn = createTurns();

  constructor({
    path,
    baseline,
    now,
    startTimer = startProcessTimer,
    driver = glimlachDriver({ now, startTimer }, true),
  }: SerialButtonSourceOptions) {
    this.#path = path;
    this.#now = now;
    this.#startTimer = startTimer;
    this.#driver = driver;
    this.#books = 'claim' in baseline ? baseline : createBoxBooks(baseline);
  }

  /** Neither live nor about to be: nothing would be lost by letting go of the port. */
  get isSearching(): boolean {
    return this.#state.at === 'searching' || this.#state.at === 'opening';
  }

  /** @throws Error when it was started before; a source lives once. */
  start(listener: ButtonSourceListener): void {
    if (this.#listener !== null || this.#state.at !== 'idle') {
      throw new Error('A SerialButtonSource can be started once; make a new one.');
    }
    this.#listener = listener;
    this.#dispatch({ type: 'start' });
  }

  /** Also dropped: a lamp of another box, or one the box does not have. */
  signal(signal: BoxSignal): boolean {
    // Stays so when it has to wait for a listener to return: nobody knows by then.
    let said = false;
    this.#inTurn(() => {
      const state = this.#state;
      // What is on may be turned off although a part of the box has gone silent.
      const canHear = state.at === 'live' || (state.at === 'stale' && signal.durationMs === 0);
      if (!canHear) {
        return;
      }
      if (signal.kind === 'lamp' && signal.boxId !== state.box.boxId) {
        return;
      }
      const wanted = lineSignalOf(signal);
      said = (this.#line?.signal(wanted) ?? false) && canDo(state.box, wanted);
    });
    return said;
  }

  async stop(): Promise<void> {
    this.#dispatch({ type: 'stop' });
    // Called from within a listener, the stop above is still waiting for that listener to return.
    await Promise.resolve();
    await Promise.all(this.#closing);
  }

  #dispatch(event: ConnectionEvent): void {
    this.#inTurn(() => {
      this.#step(event);
    });
  }

  #step(event: ConnectionEvent): void {
    const wasStopped = this.#state.at === 'stopped';
    const nowMs = this.#now();
    const { state, effects } = transition(this.#state, event, nowMs, this.#driver.patience);
    this.#state = state;
    for (const effect of effects) {
      this.#run(effect, nowMs);
    }
    this.#tellStatus();
    const heldUntilMs = state.at === 'stopped' ? Number.POSITIVE_INFINITY : nowMs;
    this.#tellReports(tellHeldReports(this.#throttle, heldUntilMs));
    this.#armTimer(nowMs);
    if (state.at === 'stopped' && !wasStopped) {
      this.#listener = null;
    }
  }

  #run(effect: ConnectionEffect, nowMs: number): void {
    switch (effect.type) {
      case 'open':
        this.#open();
        break;
      case 'close':
        this.#close();
        break;
      case 'verify':
        this.#line?.verify();
        break;
      case 'report':
        this.#report(effect.report, nowMs);
        break;
    }
  }

  #open(): void {
    this.#line = this.#driver.open(this.#path, {
      onOpen: () => {
        this.#dispatch({ type: 'opened' });
      },
      onOpenFailed: (message) => {
        this.#line = null;
        this.#dispatch({ type: 'open-failed', detail: describeOpenFailure(message) });
      },
      onLost: (detail) => {
        this.#dispatch({ type: 'lost', detail });
      },
      onHearing: () => {
        const dueAtMs = wakeAtMs(this.#state);
        if (dueAtMs !== null && this.#now() >= dueAtMs) {
          this.#dispatch({ type: 'wake' });
        }
      },
      onHeard: (heard) => {
        this.#inTurn(() => {
          this.#hear(heard);
        });
      },
    });
  }

  #close(): void {
    this.#books.release(this.#holder);
    if (this.#line === null) {
      return;
    }
    const closing = this.#line.close();
    this.#line = null;
    this.#closing.add(closing);
    void closing.then(() => this.#closing.delete(closing));
  }

  #hear(heard: Heard): void {
    if (this.#state.at === 'stopped') {
      return;
    }
    const nowMs = this.#now();
    switch (heard.type) {
      case 'present':
        this.#meet(heard.box, nowMs);
        return;
      case 'counted':
        // The presses first: who made them waits.
        if (this.#state.at === 'live') {
          this.#count(this.#state.box.boxId, heard.status, nowMs);
        }
        this.#step({ type: 'alive' });
        return;
      case 'pressed':
        if (this.#state.at === 'live') {
          const { boxId } = this.#state.box;
          this.#listener?.onPress(this.#books.countPress(boxId, heard.button, nowMs));
        }
        return;
      case 'troubles':
        this.#hearTroubles(heard.troubles, nowMs);
        return;
      case 'report':
        this.#report({ ...heard.report, detail: `${this.#path}: ${heard.report.detail}` }, nowMs);
        this.#armTimer(nowMs);
        return;
      case 'refused':
      case 'alive':
        this.#step(heard);
    }
  }

  #meet(box: ConnectedBox, nowMs: number): void {
    if (this.#books.claim(box.boxId, this.#holder)) {
      this.#step({ type: 'present', box });
      return;
    }
    const detail = `Box ${box.boxId} is connected twice, or two boxes have this serial number; give each its own.`;
    this.#report({ kind: 'same-box-twice', detail: `${this.#path}: ${detail}` }, nowMs);
    this.#step({ type: 'taken', detail });
  }

  #count(boxId: string, status: StatusMessage, nowMs: number): void {
    const { reading, presses, reports } = this.#books.countStatus(boxId, status, nowMs);
    for (const report of reports) {
      this.#report(report, nowMs);
    }
    if (reading !== null) {
      this.#listener?.onReading(reading);
    }
    for (const press of presses) {
      this.#listener?.onPress(press);
    }
  }

  #hearTroubles(troubles: Extract<Heard, { type: 'troubles' }>['troubles'], nowMs: number): void {
    if (this.#state.at !== 'live') {
      return;
    }
    const { box, troubles: known } = this.#state;
    for (const report of reportsOfNewTroubles(box.boxId, known, troubles)) {
      this.#report(report, nowMs);
    }
    this.#step({ type: 'troubles', troubles });
  }

  #report(report: BoxReport, nowMs: number): void {
    this.#tellReports(throttleReport(this.#throttle, report, nowMs));
  }

  #tellReports({ throttle, tell }: ReturnType<typeof throttleReport>): void {
    this.#throttle = throttle;
    for (const due of tell) {
      this.#listener?.onReport(due);
    }
  }

  #tellStatus(): void {
    const status = boxStatusOf(this.#state, this.#path);
    if (status !== null && JSON.stringify(status) !== JSON.stringify(this.#toldStatus)) {
      this.#toldStatus = status;
      this.#listener?.onStatuses([status]);
    }
  }

  #armTimer(nowMs: number): void {
    this.#cancelTimer();
    this.#cancelTimer = () => undefined;
    if (this.#state.at === 'stopped') {
      return;
    }
    const due = [wakeAtMs(this.#state), heldReportsDueAtMs(this.#throttle)].filter(
      (atMs) => atMs !== null,
    );
    if (due.length > 0) {
      const delayMs = Math.max(0, Math.ceil(Math.min(...due) - nowMs));
      this.#cancelTimer = this.#startTimer(delayMs, () => {
        this.#dispatch({ type: 'wake' });
      });
    }
  }
}

function lineSignalOf(signal: BoxSignal): LineSignal {
  const { kind, durationMs } = signal;
  return kind === 'lamp' ? { kind, button: signal.button, durationMs } : { kind, durationMs };
}
