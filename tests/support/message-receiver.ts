import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedMessage = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** An endpoint that messages are posted to. */
export type MessageReceiver = {
  /** Origin, without a trailing slash. */
  readonly url: string;
  /** Everything so far, in the order in which it came. */
  readonly received: readonly ReceivedMessage[];
  /** Resolves once so many came in all. */
  until(count: number): Promise<readonly ReceivedMessage[]>;
  /** What is answered from now on, 200 unless told otherwise; null: nothing at all. */
  answer(how: Answer | null | ((message: ReceivedMessage) => Answer | null)): void;
  stop(): Promise<void>;
};

export async function startMessageReceiver(): Promise<MessageReceiver> {
  const received: ReceivedMessage[] = [];
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let answerTo: (message: ReceivedMessage) => Answer | null = () => ({ status: 200, body: 'ok' });

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(message);
      const answer = answerTo(message);
      if (answer !== null) {
        response.writeHead(answer.status, answer.headers);
        response.end(answer.body ?? '');
      }
      const [met, open] = [
        waiting.filter(({ count }) => received.length >= count),
        waiting.filter(({ count }) => received.length < count),
      ];
      waiting = open;
      met.forEach(({ resolve }) => resolve());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    received,
    async until(count) {
      if (received.length < count) {
        await new Promise<void>((resolve) => {
          waiting.push({ count, resolve });
        });
      }
      return received;
    },
    answer(how) {
      answerTo = typeof how === 'function' ? how : () => how;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
