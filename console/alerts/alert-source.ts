import { AlertMessage } from '../../contract/protocol/alerts.ts';
import type { Alert } from '../../contract/protocol/alerts.ts';

/** What a stream of alerts tells. `opened` comes at most once, `broke` at most once and last. */
export type AlertListener = {
  opened: () => void;
  heard: (alert: Alert) => void;
  broke: () => void;
};

/** Opens the hub's stream after a cursor. The answer closes it; nothing is told after that. */
export type OpenAlertSource = (cursor: string, listener: AlertListener) => () => void;

/** The part of `EventSource` this uses. */
export type EventSourceLike = {
  addEventListener: (type: string, listener: (event: Event) => void) => void;
  close: () => void;
};

/**
 * Server-sent events (HTML Living Standard, section 9.2). The browser's own reconnecting is not used: it would not
 * see a lost session, and would not load what a long break left out.
 */
export function createAlertSource(
  makeEventSource: (address: string) => EventSourceLike,
): OpenAlertSource {
  return (cursor, listener) => {
    const source = makeEventSource(`/v1/stream?cursor=${encodeURIComponent(cursor)}`);
    let closed = false;
    const close = (): void => {
      closed = true;
      source.close();
    };
    const fail = (): void => {
      if (!closed) {
        close();
        listener.broke();
      }
    };
    source.addEventListener('open', () => {
      if (!closed) {
        listener.opened();
      }
    });
    source.addEventListener('error', fail);
    source.addEventListener('alert', (event) => {
      if (closed) {
        return;
      }
      const message = readMessage((event as MessageEvent<unknown>).data);
      if (message === null) {
        // A message nobody here can read: loading the board again either brings the alert or names the trouble.
        fail();
      } else {
        listener.heard(message.alert);
      }
    });
    return close;
  };
}

function readMessage(text: unknown): AlertMessage | null {
  if (typeof text !== 'string') {
    return null;
  }
  try {
    return AlertMessage.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
