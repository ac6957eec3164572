import {
  AcknowledgeReply,
  AlertMessage,
  AlertReply,
  AlertsReply,
} from '../../contract/protocol/alerts.ts';

export type TestStream = {
  readonly status: number;
  /** The next alert and the cursor that came with it; rejects when the stream ends first. */
  next(): Promise<AlertMessage & { cursor: string }>;
  /** Resolves once the hub has ended the stream. */
  ended(): Promise<void>;
  /** The last cursor heard, with or without an alert. */
  cursor(): string | null;
  close(): void;
};

/** Somebody with a session, as a console would have it. */
export type TestPerson = {
  readonly cookie: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** As the console sends it; without a body nothing is sent along. */
  send(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Response>;
  /** From the console's own origin; without a body none is sent. */
  post(path: string, body?: unknown): Promise<Response>;
  put(path: string, body: unknown): Promise<Response>;
  alerts(query?: string): Promise<AlertsReply>;
  /** With its history. */
  alert(alertId: string): Promise<AlertReply>;
  acknowledge(alertId: string): Promise<AcknowledgeReply>;
  /** Resolves once the hub has said where the stream stands. */
  stream(cursor?: string): Promise<TestStream>;
  signOut(): Promise<void>;
};

export async function signInTestPerson(
  hubUrl: string,
  credentials: { email: string; password: string },
): Promise<TestPerson> {
  const reply = await postSignIn(hubUrl, credentials);
  if (reply.status !== 200) {
    throw new Error(`Signing in was answered ${reply.status}: ${await reply.text()}`);
  }
  await reply.arrayBuffer();
  const cookie = reply.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .join('; ');

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', cookie);
    return fetch(`${hubUrl}${path}`, { ...init, headers });
  }

  async function send(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Response> {
    return ask(path, {
      method,
      headers: {
        origin: hubUrl,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  return {
    cookie,
    fetch: ask,
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    async alert(alertId) {
      return AlertReply.parse(await (await ask(`/v1/alerts/${alertId}`)).json());
    },
    send: (method, path, body) =>
      ask(path, {
        method,
        headers: {
          origin: hubUrl,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async alerts(query = '') {
      const answer = await ask(`/v1/alerts${query}`);
      return AlertsReply.parse(await answer.json());
    },
    async acknowledge(alertId) {
      const answer = await ask(`/v1/alerts/${alertId}/acknowledge`, {
        method: 'POST',
        headers: { origin: hubUrl },
      });
      return AcknowledgeReply.parse(await answer.json());
    },
    stream: (cursor) =>
      openStream((signal) =>
        ask(`/v1/stream${cursor === undefined ? '' : `?cursor=${cursor}`}`, { signal }),
      ),
    async signOut() {
      const answer = await ask('/api/auth/sign-out', {
        method: 'POST',
        headers: { origin: hubUrl, 'content-type': 'application/json' },
        body: '{}',
      });
      await answer.arrayBuffer();
    },
  };
}

export async function postSignIn(
  hubUrl: string,
  { email, password }: { email: string; password: string },
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${hubUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: hubUrl, ...headers },
    body: JSON.stringify({ email, password }),
  });
}

async function openStream(open: (signal: AbortSignal) => Promise<Response>): Promise<TestStream> {
  const abort = new AbortController();
  const response = await open(abort.signal);
  const heard: (AlertMessage & { cursor: string })[] = [];
  let cursor: string | null = null;
  let over = false;
  let wake: () => void = () => undefined;

  function take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line): [string, string] => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
    );
    cursor = fields.get('id') ?? cursor;
    const text = fields.get('data');
    if (text !== undefined) {
      heard.push({ ...AlertMessage.parse(JSON.parse(text)), cursor: cursor ?? '' });
    }
    wake();
  }

  async function read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of body) {
        rest += decoder.decode(chunk, { stream: true });
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        blocks.forEach(take);
      }
    } catch (error) {
      if (!abort.signal.aborted && !(error instanceof TypeError)) {
        throw error;
      }
    } finally {
      over = true;
      wake();
    }
  }

  async function until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  const reading =
    response.status === 200 && response.body !== null ? read(response.body) : Promise.resolve();
  if (response.status === 200) {
    await until(() => cursor !== null || over);
  }
  return {
    status: response.status,
    async next() {
      await until(() => heard.length > 0 || over);
      const first = heard.shift();
      if (first === undefined) {
        throw new Error('The stream ended before another alert came.');
      }
      return first;
    },
    ended: () => reading,
    cursor: () => cursor,
    close: () => abort.abort(),
  };
}
