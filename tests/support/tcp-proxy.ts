import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { PROTOCOL_HEADER } from '../../contract/protocol-version.ts';

/** What a line does to whoever uses it. */
export type LineFault =
  /** Nobody gets through; connections that are open end. */
  | { readonly kind: 'cut' }
  /** Everything arrives, later: in each direction, in milliseconds. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** The request gets through; instead of the reply comes a reset. */
  | { readonly kind: 'reset' }
  /** A reply breaks off after so many bytes. */
  | { readonly kind: 'truncated'; readonly afterBytes: number }
  /** Connections are taken and nothing is ever answered. */
  | { readonly kind: 'half-open' }
  /** Somebody else answers everything: 200, and a page to sign in. */
  | { readonly kind: 'portal' };

/** Stands between a client and a server, and can do what lines and routers do to both. */
export type TcpProxy = {
  /** The target's address by way of the proxy. */
  readonly url: string;
  /** From now on the connections that are open carry nothing, yet stay open; new ones work. */
  silence(): void;
  /**
   * From now on the line is like this, for open connections and new ones; `null` sets it right. Whatever a fault had in
   * its hands ends when the line changes.
   */
  become(fault: LineFault | null): void;
  /** Resolves once every connection is closed. */
  stop(): Promise<void>;
};

const PORTAL_PAGE = '<!doctype html><title>Free Wi-Fi</title><p>Please sign in.</p>';
const PORTAL_REPLY = [
  'HTTP/1.1 200 OK',
  'content-type: text/html',
  // As obliging as can be, so that nothing but the missing headers of a hub gives it away.
  'access-control-allow-origin: *',
  'access-control-allow-methods: GET, POST',
  `access-control-allow-headers: authorization, content-type, content-encoding, if-none-match, ${PROTOCOL_HEADER}`,
  `content-length: ${PORTAL_PAGE.length}`,
  'connection: close',
  '',
  PORTAL_PAGE,
].join('\r\n');

type Pair = {
  readonly near: Socket;
  readonly far: Socket;
  /** Carries nothing any more, and stays open. */
  silent: boolean;
  /** Bytes of replies let through since the line broke off replies. */
  replied: number;
};

export async function startTcpProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const pairs = new Set<Pair>();
  let fault: LineFault | null = null;

  function carry(from: Socket, to: Socket, chunk: Buffer): void {
    if (to.destroyed) {
      return;
    }
    if (!to.write(chunk)) {
      from.pause();
      to.once('drain', () => from.resume());
    }
  }

  function hear(pair: Pair, from: Socket, to: Socket, chunk: Buffer): void {
    if (pair.silent) {
      return;
    }
    switch (fault?.kind) {
      case undefined:
        carry(from, to, chunk);
        return;
      case 'cut':
      case 'half-open':
        return;
      case 'delay':
        setTimeout(() => carry(from, to, chunk), fault.delayMs);
        return;
      case 'reset':
        if (from === pair.near) {
          carry(from, to, chunk);
        } else {
          pair.near.resetAndDestroy();
        }
        return;
      case 'truncated': {
        if (from === pair.near) {
          carry(from, to, chunk);
          return;
        }
        const left = Math.max(0, fault.afterBytes - pair.replied);
        pair.replied += chunk.length;
        carry(from, to, chunk.subarray(0, left));
        if (chunk.length >= left) {
          pair.near.end();
          pair.far.destroy();
        }
        return;
      }
      case 'portal':
        if (from === pair.near) {
          pair.near.end(PORTAL_REPLY);
        }
    }
  }

  const server = createServer((near) => {
    if (fault?.kind === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    const pair: Pair = { near, far, silent: false, replied: 0 };
    pairs.add(pair);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.on('data', (chunk: Buffer) => hear(pair, socket, other, chunk));
      // What was written on the way out still leaves before the end.
      socket.on('end', () => other.end());
      // Whatever breaks one side breaks the other; the test sees it at its own end.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        if (!other.writableEnded) {
          other.destroy();
        }
        pairs.delete(pair);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The proxy has no port.');
  }
  const url = new URL(targetUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);

  const endAll = (): void => {
    for (const { near, far } of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    url: url.href,
    silence() {
      for (const pair of pairs) {
        pair.silent = true;
      }
    },
    become(next) {
      const before = fault;
      fault = next;
      if (next?.kind === 'cut' || before !== null) {
        endAll();
      }
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      endAll();
      await closed;
    },
  };
}
