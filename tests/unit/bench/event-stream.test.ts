import { describe, expect, it } from 'vitest';
import { readEventStream } from '../../bench/link/event-stream.ts';

function streamOf(...chunks: readonly string[]): Response {
  const encoder = new TextEncoder();
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) {
          controller.enqueue(encoder.encode(chunk));
        }
        controller.close();
      },
    }),
  );
}

describe('a stream of server-sent events', () => {
  it('gives what carries data, wherever the network cut it', async () => {
    const stream = readEventStream(
      streamOf(
        'retry: 1000\n\n: ping\n\nid: 7\n\nevent: alert\nid: 8\nda',
        'ta: {"n":1}\n\n',
        'data: 2\n\ndata:',
      ),
    );

    const first = await stream.next();
    const second = await stream.next();

    expect([first.data, second.data]).toEqual([{ n: 1 }, 2]);
    await expect(stream.next()).rejects.toThrow('ended');
  });

  it('refuses a reply that is no stream', () => {
    expect(() => readEventStream(new Response('no', { status: 401 }))).toThrow('401');
  });
});
