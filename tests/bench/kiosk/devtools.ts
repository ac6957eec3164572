/** A line to one DevTools endpoint: a browser with its pages, or a Node process. */
export type DevTools = {
  /** @throws Error when the other side refuses, or is gone before it answered. */
  send(
    method: string,
    parameters?: Readonly<Record<string, unknown>>,
    sessionId?: string,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Hears every event from now on. */
  listen(onEvent: (event: DevToolsEvent) => void): void;
  close(): void;
};

export type DevToolsEvent = {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sessionId?: string;
};

type Reply = {
  readonly id: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
};

/** @throws Error when nobody listens at the address. */
export async function connectDevTools(url: string): Promise<DevTools> {
  const socket = new WebSocket(url);
  const opened = Promise.withResolvers<void>();
  const waiting = new Map<number, PromiseWithResolvers<Readonly<Record<string, unknown>>>>();
  const listeners: ((event: DevToolsEvent) => void)[] = [];
  let lastId = 0;

  socket.addEventListener('open', () => opened.resolve());
  socket.addEventListener('close', () => {
    const gone = new Error(`The line to ${url} is closed.`);
    opened.reject(gone);
    for (const { reject } of waiting.values()) {
      reject(gone);
    }
    waiting.clear();
  });
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Reply | DevToolsEvent;
    if ('method' in message) {
      for (const listener of listeners) {
        listener(message);
      }
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) {
      asked?.resolve(message.result ?? {});
    } else {
      asked?.reject(new Error(message.error.message));
    }
  });
  await opened.promise;

  return {
    send(method, params = {}, sessionId) {
      lastId += 1;
      const answer = Promise.withResolvers<Readonly<Record<string, unknown>>>();
      waiting.set(lastId, answer);
      socket.send(JSON.stringify({ id: lastId, method, params, sessionId }));
      return answer.promise;
    },
    listen(onEvent) {
      listeners.push(onEvent);
    },
    close: () => socket.close(),
  };
}
