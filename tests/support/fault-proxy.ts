import { once } from 'node:events';
import {
  createServer,
  request as send,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What happens to one request on its way to the hub, or to its reply on the way back. */
export type Fault =
  | { readonly kind: 'none' }
  /** Somebody else answers; the hub never hears of it. */
  | {
      readonly kind: 'answered-by-another';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection stays open and nothing comes back: the hub never hears of it. */
  | { readonly kind: 'silence' }
  /** The hub answers, and the connection breaks after so many bytes of its reply's body. */
  | { readonly kind: 'reply-cut'; readonly afterBytes: number }
  /** The hub answers, and the reply comes in drops. */
  | { readonly kind: 'reply-trickles'; readonly bytes: number; readonly everyMs: number }
  /** The hub hears it twice, as from a proxy that tries again; the second reply comes back. */
  | { readonly kind: 'twice' };

/** Stands between a terminal and its hub, and spoils what the test tells it to. */
export type FaultProxy = {
  /** The hub's address by way of the proxy, without a trailing slash. */
  readonly url: string;
  /** Asked before each request; the hub itself answers where it says `none`. */
  faultOf: (path: string) => Fault;
  /** Paths of all requests so far. */
  readonly paths: readonly string[];
  /** Resolves once every connection is closed. */
  stop(): Promise<void>;
};

type HubReply = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

export async function startFaultProxy(hubUrl: string): Promise<FaultProxy> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    paths.push(path);
    serve(hubUrl, proxy.faultOf(path), request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The proxy has no port.');
  }
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${address.port}`,
    faultOf: () => ({ kind: 'none' }),
    paths,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return proxy;
}

async function serve(
  hubUrl: string,
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await buffer(request);
  switch (fault.kind) {
    case 'none':
      reply(response, await askHub(hubUrl, request, body));
      break;
    case 'answered-by-another':
      response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
      break;
    case 'silence':
      break;
    case 'reply-cut': {
      const whole = await askHub(hubUrl, request, body);
      response.writeHead(whole.status, whole.headers);
      response.write(whole.body.subarray(0, fault.afterBytes), () => response.destroy());
      break;
    }
    case 'reply-trickles': {
      const whole = await askHub(hubUrl, request, body);
      response.writeHead(whole.status, whole.headers);
      trickle(response, whole.body, fault.bytes, fault.everyMs);
      break;
    }
    case 'twice':
      await askHub(hubUrl, request, body);
      reply(response, await askHub(hubUrl, request, body));
      break;
  }
}

function reply(response: ServerResponse, { status, headers, body }: HubReply): void {
  response.writeHead(status, headers).end(body);
}

function trickle(response: ServerResponse, body: Buffer, bytes: number, everyMs: number): void {
  let sent = 0;
  const drops = setInterval(() => {
    response.write(body.subarray(sent, sent + bytes));
    sent += bytes;
    if (sent >= body.length) {
      clearInterval(drops);
      response.end();
    }
  }, everyMs);
  response.on('close', () => clearInterval(drops));
}

/** The hub sees its own address in `Host`, as behind a proxy that keeps it. */
async function askHub(hubUrl: string, asked: IncomingMessage, body: Buffer): Promise<HubReply> {
  const { host } = new URL(hubUrl);
  const outgoing = send(`${hubUrl}${asked.url ?? '/'}`, {
    method: asked.method,
    headers: { ...asked.headers, host },
    agent: false,
  });
  const answered = once(outgoing, 'response');
  outgoing.end(body);
  const [answer] = (await answered) as [IncomingMessage];
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body: await buffer(answer),
  };
}
