import type { EventId } from '../../contract/identifiers.ts';
import type { InStoreAlert as InStoreSettings, LanWebhook } from '../../contract/in-store-alert.ts';
import type { BoxSignal } from '../../hardware/button-source.ts';
import type { StartTimer } from '../../hardware/node/start-timer.ts';
import type { Log } from '../log.ts';
import { messageOf } from '../log.ts';
import type { InStoreAlertEffect, InStoreAlertEvent, UnsentAlert } from './in-store-alert.ts';
import { calledFor, dueAtMs, NOTHING_ALERTED, transition } from './in-store-alert.ts';
import type { StoreChannel, StorePress } from './store-press.ts';

/** By then the page has told what the hub has; a start has more urgent things to read. */
const RESUME_AFTER_MS = 3_000;

export type InStoreAlertParts = {
  /** In force now. */
  settings(): InStoreSettings;
  /** Live events that no mark of the hub's covers, from the run before this one. */
  unsent(): Promise<readonly UnsentAlert[]>;
  /** @returns whether a box took it. */
  signal(signal: BoxSignal): boolean;
  /** Resolves with whether the store's own system has it; never rejects. */
  post(press: StorePress, webhook: LanWebhook, ended: AbortSignal): Promise<boolean>;
  record(pressId: EventId, channel: StoreChannel): void;
  /** Whom lamp and buzzer call for has changed; null when nobody is called. */
  onCalledFor(pressId: EventId | null): void;
  readonly monotonicMs: () => number;
  readonly startTimer: StartTimer;
  readonly log: Log;
};

/** The alert inside the store, on the boxes and the network of this terminal. */
export type InStoreAlert = {
  /** A live press that is no repeat, whatever its rating. */
  pressed(press: StorePress): void;
  /** A visitor asks that somebody comes now: calls at once. */
  wished(id: EventId, pressId: EventId): void;
  hubTook(ids: readonly EventId[]): void;
  acknowledged(by: 'staff' | 'hub'): void;
  calledFor(): EventId | null;
  /** Goes dark and silent, and posts nothing more. */
  stop(): void;
};

export function runInStoreAlert(parts: InStoreAlertParts): InStoreAlert {
  const { log } = parts;
  const ended = new AbortController();
  let state = NOTHING_ALERTED;
  let cancelDue: (() => void) | null = null;
  const cancelResume = parts.startTimer(RESUME_AFTER_MS, () => void resume());

  function dispatch(event: InStoreAlertEvent): void {
    if (ended.signal.aborted) {
      return;
    }
    const before = calledFor(state);
    const step = transition(state, event, parts.monotonicMs());
    ({ state } = step);
    if (calledFor(state) !== before) {
      parts.onCalledFor(calledFor(state));
    }
    for (const effect of step.effects) {
      run(effect);
    }
    arm();
  }

  function arm(): void {
    cancelDue?.();
    const atMs = dueAtMs(state);
    cancelDue =
      atMs === null
        ? null
        : parts.startTimer(Math.max(0, Math.ceil(atMs - parts.monotonicMs())), () =>
            dispatch({ type: 'due' }),
          );
  }

  function run(effect: InStoreAlertEffect): void {
    switch (effect.kind) {
      case 'signal': {
        const { signal } = effect;
        if (parts.signal(signal) && signal.durationMs > 0) {
          dispatch({ type: 'signalled', channel: signal.kind === 'beacon' ? 'lamp' : 'buzzer' });
        }
        return;
      }
      case 'post':
        void post(effect.press);
        return;
      case 'record':
        log.warn('alerted-locally', { pressId: effect.pressId, channel: effect.channel });
        parts.record(effect.pressId, effect.channel);
    }
  }

  async function post(press: StorePress): Promise<void> {
    const { webhook } = parts.settings();
    if (webhook !== null && (await parts.post(press, webhook, ended.signal))) {
      dispatch({ type: 'posted', pressId: press.id });
    }
  }

  async function resume(): Promise<void> {
    try {
      const unsent = await parts.unsent();
      dispatch({ type: 'resumed', unsent, afterMs: parts.settings().afterMs });
    } catch (thrown) {
      log.error('unsent-presses-unread', { detail: messageOf(thrown) });
    }
  }

  return {
    pressed: (press) => dispatch({ type: 'pressed', press, afterMs: parts.settings().afterMs }),
    wished: (id, pressId) =>
      dispatch({ type: 'wished', id, pressId, afterMs: parts.settings().afterMs }),
    hubTook: (ids) => dispatch({ type: 'hub-took', ids }),
    acknowledged: (by) => dispatch({ type: 'acknowledged', by }),
    calledFor: () => calledFor(state),
    stop() {
      dispatch({ type: 'acknowledged', by: 'staff' });
      ended.abort();
      cancelResume();
      cancelDue?.();
    },
  };
}
