import type { Session, SessionStep } from '../drivers/session.ts';
import type { OpenBoxLine } from './box-line.ts';
import { type LineSettings, openSerialLink } from './serial-link.ts';
import type { StartTimer } from './start-timer.ts';

export type SerialBoxLineParts<State> = {
  readonly session: Session<State>;
  readonly settings: LineSettings;
  /** Monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly startTimer: StartTimer;
};

/** Lines whose driver is a session over bytes: runs it on a real port, with its timer. */
export function serialBoxLine<State>({
  session,
  settings,
  now,
  startTimer,
}: SerialBoxLineParts<State>): OpenBoxLine {
  return (path, listener) => {
    let state = session.initial;
    let ended = false;
    let cancelTimer: (() => void) | null = null;

    const end = (): void => {
      ended = true;
      cancelTimer?.();
    };

    const run = (next: SessionStep<State>): void => {
      ({ state } = next);
      for (const effect of next.effects) {
        if (ended) {
          return;
        }
        if (effect.type === 'send') {
          link.write(effect.bytes);
        } else {
          listener.onHeard(effect);
        }
      }
      armTimer();
    };

    const armTimer = (): void => {
      cancelTimer?.();
      cancelTimer = null;
      const dueAtMs = ended ? null : session.dueAtMs(state);
      if (dueAtMs !== null) {
        cancelTimer = startTimer(Math.max(0, Math.ceil(dueAtMs - now())), () => {
          run(session.step(state, { type: 'wake' }, now()));
        });
      }
    };

    const link = openSerialLink(path, settings, {
      onOpen: () => {
        listener.onOpen();
      },
      onOpenFailed: (detail) => {
        end();
        listener.onOpenFailed(detail);
      },
      onBytes: (bytes) => {
        listener.onHearing();
        if (!ended) {
          run(session.step(state, { type: 'bytes', bytes }, now()));
        }
      },
      onLost: (detail) => {
        end();
        listener.onLost(detail);
      },
    });

    return {
      verify: () => {
        run(session.step(state, { type: 'verify' }, now()));
      },
      signal: (signal) => {
        const step = session.step(state, { type: 'signal', signal }, now());
        run(step);
        return step.effects.some(({ type }) => type === 'send');
      },
      close: () => {
        if (!ended) {
          for (const bytes of session.farewell?.(state) ?? []) {
            link.write(bytes);
          }
        }
        end();
        return link.close();
      },
    };
  };
}
