/** One message of a stream of server-sent events, with the moment it arrived here. */
export type StreamMessage = {
  readonly data: unknown;
  /** Milliseconds since 1970 with fractions, by this process's clock. */
  readonly arrivedMs: number;
};

export type EventStream = {
  /** The next message that carries data, as JSON; rejects when the stream ended before one came. */
  next(): Promise<StreamMessage>;
  /** Hangs up; nobody may be waiting for the next message. */
  close(): Promise<void>;
};

/** @returns milliseconds since 1970 with fractions, by this process's clock. */
export function preciseNowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Reads a stream of server-sent events (WHATWG HTML, section 9.2) from a reply that has just begun. */
export function readEventStream(response: Response): EventStream {
  const { body } = response;
  if (!response.ok || body === null) {
    throw new Error(`${response.url} answered ${response.status} instead of a stream.`);
  }
  const messages = messagesOf(body);
  return {
    async next() {
      const { done, value } = await messages.next();
      if (done === true) {
        throw new Error(`${response.url} ended.`);
      }
      return value;
    },
    async close() {
      await messages.return(undefined);
    },
  };
}

async function* messagesOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<StreamMessage, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const arrivedMs = preciseNowMs();
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const line = block.split('\n').find((one) => one.startsWith('data: '));
      if (line !== undefined) {
        yield { data: JSON.parse(line.slice('data: '.length)), arrivedMs };
      }
    }
  }
  return undefined;
}
