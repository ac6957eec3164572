import type { BoxStatus } from '../../contract/box-status.ts';
import type {
  BoxBaseline,
  BoxReport,
  BoxSignal,
  ButtonSource,
  ButtonSourceListener,
} from '../button-source.ts';
import {
  boxStatusOf,
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
  IDLE,
  transition,
  wakeAtMs,
} from '../connection/connection.ts';
import {
  countStatus,
  type CounterBaseline,
  resumedBaseline,
} from '../connection/counter-tracker.ts';
import {
  heldReportsDueAtMs,
  NO_REPORTS,
  type ReportThrottle,
  tellHeldReports,
  throttleReport,
} from '../connection/report-throttle.ts';
import { decodeFrames, NOTHING_PENDING, type PendingFrame } from '../protocol/frame-decoder.ts';
import { decodeBoxMessage, encodeHostMessage } from '../protocol/messages.ts';
import { describeOpenFailure } from './describe-open-failure.ts';
import { openSerialLink, type SerialLink } from './serial-link.ts';
import { startProcessTimer, type StartTimer } from './start-timer.ts';

export type SerialButtonSourceOptions = {
  /** The serial port, such as `/dev/ttyACM0`, `COM3` or a pty. */
  readonly path: string;
  /** Where counting resumes. */
  readonly baseline: BoxBaseline;
  /** Monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly startTimer?: StartTimer;
};

/** A Glimlach button box on one serial port: runs the connection machine on a real port and a real clock. */
export class SerialButtonSource implements ButtonSource {
  readonly #path: string;
  readonly #now: () => number;
  readonly #startTimer: StartTimer;
  readonly #baselines: Map<string, CounterBaseline>;

  #listener: ButtonSourceListener | null = null;
  #state: ConnectionState = IDLE;
  #link: SerialLink | null = null;
  #pending: PendingFrame = NOTHING_PENDING;
  #sequence = 0;
  #throttle: ReportThrottle = NO_REPORTS;
  #toldStatus: BoxStatus | null = null;
  #cancelTimer: () => void = () => undefined;
  /** Ports let go of and not yet released. */
  readonly #closing = new Set<Promise<void>>();
  /** Events that came while one was handled: a listener may call back. */
  readonly #waiting: ConnectionEvent[] = [];
  #handling = false;

  constructor({ path, baseline, now, startTimer = startProcessTimer }: SerialButtonSourceOptions) {
    this.#path = path;
    this.#now = now;
    this.#startTimer = startTimer;
    this.#baselines = new Map(
      [...baseline].map(([boxId, committed]) => [boxId, resumedBaseline(committed)]),
    );
  }

  /** @throws Error when it was started before; a source lives once. */
  start(listener: ButtonSourceListener): void {
    if (this.#listener !== null || this.#state.at !== 'idle') {
      throw new Error('A SerialButtonSource can be started once; make a new one.');
    }
    this.#listener = listener;
    this.#dispatch({ type: 'start' });
  }

  /** Also dropped: a lamp the box does not have. Durations are held within 0 … 65,535 ms. */
  signal(signal: BoxSignal): void {
    this.#dispatch({ type: 'signal', signal });
  }

  async stop(): Promise<void> {
    this.#dispatch({ type: 'stop' });
    // Called from within a listener, the stop above is still waiting for that listener to return.
    await Promise.resolve();
    await Promise.all(this.#closing);
  }

  #dispatch(event: ConnectionEvent): void {
    this.#waiting.push(event);
    if (this.#handling) {
      return;
    }
    this.#handling = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        this.#step(next);
      }
    } finally {
      this.#handling = false;
    }
  }

  #step(event: ConnectionEvent): void {
    const wasStopped = this.#state.at === 'stopped';
    const nowMs = this.#now();
    const { state, effects } = transition(this.#state, event, nowMs);
    this.#state = state;
    for (const effect of effects) {
      this.#run(effect, nowMs);
    }
    this.#tellStatus();
    this.#tellHeld(state.at === 'stopped' ? Number.POSITIVE_INFINITY : nowMs);
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
      case 'send':
        this.#link?.write(encodeHostMessage(effect.message, this.#sequence));
        this.#sequence = (this.#sequence + 1) & 0xff;
        break;
      case 'count': {
        const { boxId, status } = effect;
        const known = this.#baselines.get(boxId) ?? null;
        const counted = countStatus(boxId, known, status, nowMs);
        this.#baselines.set(boxId, counted.baseline);
        for (const report of counted.reports) {
          this.#report(report, nowMs);
        }
        for (const press of counted.presses) {
          this.#listener?.onPress(press);
        }
        break;
      }
      case 'report':
        this.#report(effect.report, nowMs);
        break;
    }
  }

  #open(): void {
    this.#pending = NOTHING_PENDING;
    this.#link = openSerialLink(this.#path, {
      onOpen: () => {
        this.#dispatch({ type: 'opened' });
      },
      onOpenFailed: (message) => {
        this.#link = null;
        this.#dispatch({ type: 'open-failed', detail: describeOpenFailure(message) });
      },
      onBytes: (bytes) => {
        this.#hear(bytes);
      },
      onLost: (detail) => {
        this.#dispatch({ type: 'lost', detail });
      },
    });
  }

  #close(): void {
    if (this.#link === null) {
      return;
    }
    const closing = this.#link.close();
    this.#link = null;
    this.#closing.add(closing);
    void closing.then(() => this.#closing.delete(closing));
  }

  #hear(bytes: Uint8Array): void {
    const { pending, frames } = decodeFrames(this.#pending, bytes);
    this.#pending = pending;
    for (const decoded of frames) {
      if (!decoded.ok) {
        this.#reportBadFrame(`Bytes on the line are not a frame: ${decoded.reason}.`);
        continue;
      }
      const message = decodeBoxMessage(decoded.frame);
      if (message.kind === 'unreadable') {
        this.#reportBadFrame(message.detail);
        continue;
      }
      this.#dispatch({ type: 'heard', sequence: decoded.frame.sequence, message });
    }
  }

  #reportBadFrame(detail: string): void {
    const nowMs = this.#now();
    this.#report({ kind: 'bad-frame', detail: `${this.#path}: ${detail}` }, nowMs);
    this.#armTimer(nowMs);
  }

  #report(report: BoxReport, nowMs: number): void {
    const { throttle, tell } = throttleReport(this.#throttle, report, nowMs);
    this.#throttle = throttle;
    for (const due of tell) {
      this.#listener?.onReport(due);
    }
  }

  #tellHeld(nowMs: number): void {
    const { throttle, tell } = tellHeldReports(this.#throttle, nowMs);
    this.#throttle = throttle;
    for (const due of tell) {
      this.#listener?.onReport(due);
    }
  }

  #tellStatus(): void {
    const status = boxStatusOf(this.#state, this.#path);
    if (status !== null && JSON.stringify(status) !== JSON.stringify(this.#toldStatus)) {
      this.#toldStatus = status;
      this.#listener?.onStatus(status);
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
