import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes every request and never answers, as behind a firewall that drops what is said. */
export type SilentServer = AsyncDisposable & {
  readonly url: string;
  /** Requests whose sender still waits. */
  readonly waiting: () => number;
  /** Requests whose sender gave up. */
  readonly givenUp: () => number;
};

export async function startSilentServer(): Promise<SilentServer> {
  let asked = 0;
  let givenUp = 0;
  const server = createServer((request) => {
    asked += 1;
    request.socket.once('close', () => {
      givenUp += 1;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    waiting: () => asked - givenUp,
    givenUp: () => givenUp,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
