import type { Session, SessionEffect, SessionEvent } from '../../../../hardware/drivers/session.ts';

/** A session with a clock of its own: it is woken whenever it wants to be. */
export class SessionRun<State> {
  state: State;
  readonly #session: Session<State>;
  #told: SessionEffect[] = [];

  constructor(session: Session<State>) {
    this.#session = session;
    this.state = session.initial;
  }

  /** A run whose box is there, with nothing told yet. */
  static settled<State>(session: Session<State>): SessionRun<State> {
    const run = new SessionRun(session);
    run.at(0, { type: 'verify' });
    run.until(1_000);
    run.told();
    return run;
  }

  until(nowMs: number): void {
    for (
      let dueAtMs = this.#session.dueAtMs(this.state);
      dueAtMs !== null && dueAtMs <= nowMs;
      dueAtMs = this.#session.dueAtMs(this.state)
    ) {
      const before = this.state;
      this.#step({ type: 'wake' }, dueAtMs);
      if (this.state === before) {
        throw new Error(`The session wants to be woken at ${dueAtMs} over and over.`);
      }
    }
  }

  at(nowMs: number, ...events: readonly SessionEvent[]): void {
    this.until(nowMs);
    for (const event of events) {
      this.#step(event, nowMs);
    }
  }

  /** Latin-1, as it comes over the line. */
  hear(nowMs: number, text: string): void {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    this.at(nowMs, { type: 'bytes', bytes });
  }

  /** What was told or sent since this was last asked. */
  told(): readonly SessionEffect[] {
    const told = this.#told;
    this.#told = [];
    return told;
  }

  /** Of what was told since this was last asked, the buttons that were pressed. */
  presses(): readonly number[] {
    return this.told().flatMap((effect) => (effect.type === 'pressed' ? [effect.button] : []));
  }

  /** Of what was sent since this was last asked, the text. */
  sent(): readonly string[] {
    return this.told().flatMap((effect) =>
      effect.type === 'send' ? [String.fromCharCode(...effect.bytes)] : [],
    );
  }

  /** What it would send if its line were let go of now, as text. */
  farewell(): readonly string[] {
    return (this.#session.farewell?.(this.state) ?? []).map((bytes) =>
      String.fromCharCode(...bytes),
    );
  }

  #step(event: SessionEvent, nowMs: number): void {
    const step = this.#session.step(this.state, event, nowMs);
    this.state = step.state;
    this.#told.push(...step.effects);
  }
}
