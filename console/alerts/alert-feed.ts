import type { Alert } from '../../contract/protocol/alerts.ts';
import type { HubClient } from '../api/hub-client.ts';
import type { HubFailure, HubResult } from '../api/hub-result.ts';
import type { AlertAction } from './alert-action.ts';
import { arrivals, changeBoard, emptyBoard } from './alert-board.ts';
import type { AlertBoard, BoardEvent } from './alert-board.ts';
import { connectionOf, stepStream } from './alert-stream.ts';
import type { Connection, StreamEffect, StreamEvent, StreamState } from './alert-stream.ts';
import type { OpenAlertSource } from './alert-source.ts';

export type AlertFeedSnapshot = {
  board: AlertBoard;
  connection: Connection;
  /** Whether the hub has been heard at all; before that an empty board means nothing. */
  loaded: boolean;
  /** Why the last load failed, while it does. */
  trouble: HubFailure | null;
};

/** The live board: holds the state, runs the stream's effects, and owns the only timer. */
export type AlertFeed = {
  start: () => void;
  stop: () => void;
  /**
   * Shows what somebody does with an alert at once, and takes it back when the hub does not take it. Answers the alert
   * as the hub has it then; null when it did not take it, or while another action with it is on its way.
   */
  act: (id: string, action: AlertAction) => Promise<Alert | null>;
  /** The world may have changed: the machine woke, the network is back, somebody asks to try now. */
  wake: () => void;
  snapshot: () => AlertFeedSnapshot;
  /** Calls back on every change of the snapshot. */
  subscribe: (listener: () => void) => () => void;
  /** Tells what happens once and is not part of the snapshot. */
  listen: (listener: AlertFeedListener) => () => void;
};

export type AlertFeedPorts = {
  client: Pick<HubClient, 'alerts' | 'acknowledge' | 'handBack' | 'snooze' | 'resolve' | 'reopen'>;
  openSource: OpenAlertSource;
  /** This machine's wall clock in milliseconds. */
  now: () => number;
  random: () => number;
  /** Calls back once after the delay; the answer cancels it. */
  delay: (callback: () => void, delayMs: number) => () => void;
};

export type AlertFeedListener = {
  /** Live alerts that began to wait or ask for more, never those found on the first load. */
  onArrivals: (alerts: readonly Alert[]) => void;
  onSignedOut: () => void;
};

const nothing = (): void => {};

/** What somebody does here is no news to them. */
const FROM_HUB: ReadonlySet<BoardEvent['type']> = new Set(['replaced', 'heard', 'checked']);

export function createAlertFeed(ports: AlertFeedPorts): AlertFeed {
  let stream: StreamState = { kind: 'idle' };
  let current: AlertFeedSnapshot = {
    board: emptyBoard,
    connection: connectionOf(stream),
    loaded: false,
    trouble: null,
  };
  const listeners = new Set<() => void>();
  const hearers = new Set<AlertFeedListener>();
  let cancelTimer = nothing;
  let closeSource = nothing;
  let fetching = new AbortController();
  /** Changed by the stream or an action since the last reading was asked for, which may know less of them. */
  let touched = new Set<string>();

  function publish(change: Partial<AlertFeedSnapshot>): void {
    current = { ...current, ...change };
    for (const listener of listeners) {
      listener();
    }
  }

  function change(event: BoardEvent): void {
    const before = current.board;
    const board = changeBoard(before, event);
    if (board === before) {
      return;
    }
    const fresh = current.loaded && FROM_HUB.has(event.type) ? arrivals(before, board) : [];
    publish({ board });
    if (fresh.length > 0) {
      for (const hearer of hearers) {
        hearer.onArrivals(fresh);
      }
    }
  }

  function dispatch(event: StreamEvent): void {
    const { state, effects } = stepStream(stream, event, ports.now(), ports.random());
    stream = state;
    for (const effect of effects) {
      run(effect);
    }
    const connection = connectionOf(stream);
    if (JSON.stringify(connection) !== JSON.stringify(current.connection)) {
      publish({ connection });
    }
  }

  function run(effect: StreamEffect): void {
    switch (effect.type) {
      case 'load':
        void load('replaced');
        return;
      case 'check':
        void load('checked');
        return;
      case 'open':
        closeSource = ports.openSource(effect.cursor, {
          opened: () => dispatch({ type: 'opened' }),
          heard(alert) {
            touched.add(alert.id);
            change({ type: 'heard', alerts: [alert] });
          },
          broke: () => dispatch({ type: 'broke' }),
        });
        return;
      case 'close':
        closeSource();
        closeSource = nothing;
        fetching.abort();
        return;
      case 'wait':
        cancelTimer();
        cancelTimer = ports.delay(() => dispatch({ type: effect.until }), effect.delayMs);
        return;
      case 'stop-waiting':
        cancelTimer();
        return;
      case 'leave':
        for (const hearer of hearers) {
          hearer.onSignedOut();
        }
        return;
    }
  }

  /** Settles always: a fetch that was dropped is silent, everything else becomes an event. */
  async function load(as: 'replaced' | 'checked'): Promise<void> {
    fetching.abort();
    const own = new AbortController();
    fetching = own;
    touched = new Set(current.board.acting.keys());
    const reply = await ports.client.alerts(own.signal).catch((error: unknown) => {
      if (own.signal.aborted) {
        return null;
      }
      throw error;
    });
    if (reply === null || own.signal.aborted) {
      return;
    }
    if (reply.ok) {
      const { alerts } = reply.value;
      change(
        as === 'replaced'
          ? { type: 'replaced', alerts }
          : { type: 'checked', alerts: alerts.filter(({ id }) => !touched.has(id)) },
      );
      publish({ loaded: true, trouble: null });
      dispatch(
        as === 'replaced' ? { type: 'loaded', cursor: reply.value.cursor } : { type: 'checked' },
      );
      return;
    }
    if (reply.failure.kind === 'signed-out') {
      dispatch({ type: 'session-lost' });
      return;
    }
    publish({ trouble: reply.failure });
    dispatch({ type: as === 'replaced' ? 'load-failed' : 'check-failed' });
  }

  return {
    start: () => dispatch({ type: 'start' }),
    stop: () => dispatch({ type: 'stop' }),
    wake: () => dispatch({ type: 'wake' }),
    async act(id, action) {
      if (current.board.acting.has(id)) {
        return null;
      }
      touched.add(id);
      change({ type: 'acting', id, action });
      const reply = await send(ports.client, id, action);
      touched.add(id);
      if (reply.ok) {
        change({ type: 'acted', alert: reply.value });
        return reply.value;
      }
      change({ type: 'refused', id, failure: reply.failure });
      if (reply.failure.kind === 'signed-out') {
        dispatch({ type: 'session-lost' });
      }
      return null;
    },
    snapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    listen(hearer) {
      hearers.add(hearer);
      return () => {
        hearers.delete(hearer);
      };
    },
  };
}

async function send(
  client: AlertFeedPorts['client'],
  id: string,
  action: AlertAction,
): Promise<HubResult<Alert>> {
  switch (action.kind) {
    case 'acknowledge':
      return client.acknowledge(id);
    case 'hand-back':
      return client.handBack(id);
    case 'snooze':
      return client.snooze(id, action.forMs);
    case 'resolve':
      return client.resolve(id);
    case 'reopen':
      return client.reopen(id);
  }
}
