import type { Alert } from '../../contract/protocol/alerts.ts';
import type { HubClient } from '../api/hub-client.ts';
import type { HubFailure } from '../api/hub-result.ts';
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
  /** Shows the acknowledgement at once, and takes it back when the hub does not take it. */
  acknowledge: (id: string, by: string) => Promise<void>;
  /** The world may have changed: the machine woke, the network is back, somebody asks to try now. */
  wake: () => void;
  snapshot: () => AlertFeedSnapshot;
  /** Calls back on every change of the snapshot. */
  subscribe: (listener: () => void) => () => void;
  /** Tells what happens once and is not part of the snapshot. */
  listen: (listener: AlertFeedListener) => () => void;
};

export type AlertFeedPorts = {
  client: Pick<HubClient, 'alerts' | 'acknowledge'>;
  openSource: OpenAlertSource;
  /** This machine's wall clock in milliseconds. */
  now: () => number;
  /** The hub's wall clock in milliseconds. */
  hubNow: () => number;
  random: () => number;
  /** Calls back once after the delay; the answer cancels it. */
  delay: (callback: () => void, delayMs: number) => () => void;
};

export type AlertFeedListener = {
  /** New open live alerts, never those found on the first load. */
  onArrivals: (alerts: readonly Alert[]) => void;
  onSignedOut: () => void;
};

const nothing = (): void => {};

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
    const fresh = current.loaded ? arrivals(before, board) : [];
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
        void load('heard');
        return;
      case 'open':
        closeSource = ports.openSource(effect.cursor, {
          opened: () => dispatch({ type: 'opened' }),
          heard: (alert) => change({ type: 'heard', alerts: [alert] }),
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
  async function load(as: 'replaced' | 'heard'): Promise<void> {
    fetching.abort();
    const own = new AbortController();
    fetching = own;
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
      change({ type: as, alerts: reply.value.alerts });
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
    async acknowledge(id, by) {
      if (current.board.acknowledging.has(id)) {
        return;
      }
      change({ type: 'acknowledging', id, atMs: ports.hubNow(), by });
      const reply = await ports.client.acknowledge(id);
      if (reply.ok) {
        change({ type: 'acknowledged', alert: reply.value });
        return;
      }
      change({ type: 'acknowledge-failed', id, failure: reply.failure });
      if (reply.failure.kind === 'signed-out') {
        dispatch({ type: 'session-lost' });
      }
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
