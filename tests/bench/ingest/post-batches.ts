import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../contract/protocol-version.ts';
import { EventsReply } from '../../../contract/protocol/events.ts';

/** Terminals that each keep one connection to the hub and send one batch after another. */
export type BatchSender = {
  /** @returns the replies' bytes, unread, so that reading them is charged to nobody. */
  run(
    lists: readonly { readonly token: string; readonly bodies: readonly Buffer[] }[],
  ): Promise<Buffer[]>;
  close(): void;
};

export function openBatchSender(hubUrl: string, connections: number): BatchSender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const url = new URL('/v1/events', hubUrl);

  async function post(token: string, body: Buffer): Promise<Buffer> {
    const sending = request(url, {
      method: 'POST',
      agent,
      headers: {
        authorization: `Bearer ${token}`,
        [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'content-length': body.length,
      },
    });
    sending.end(body);
    const [reply] = (await once(sending, 'response')) as [IncomingMessage];
    const bytes = await buffer(reply);
    if (reply.statusCode !== 200) {
      throw new Error(`The hub answered ${reply.statusCode}: ${bytes.toString()}`);
    }
    return bytes;
  }

  return {
    async run(lists) {
      const replies = await Promise.all(
        lists.map(async ({ token, bodies }) => {
          const received: Buffer[] = [];
          for (const body of bodies) {
            received.push(await post(token, body));
          }
          return received;
        }),
      );
      return replies.flat();
    },
    close: () => agent.destroy(),
  };
}

/** How many events these replies accepted. @throws when any was answered otherwise. */
export function countAccepted(replies: readonly Buffer[]): number {
  let accepted = 0;
  for (const reply of replies) {
    for (const answer of EventsReply.parse(JSON.parse(reply.toString())).answers) {
      if (answer.outcome !== 'accepted') {
        throw new Error(`The hub answered an event ${JSON.stringify(answer)}.`);
      }
      accepted += 1;
    }
  }
  return accepted;
}
