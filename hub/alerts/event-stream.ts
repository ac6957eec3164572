import type { ServerResponse } from 'node:http';

/** A listener this far behind what happens is cut off; it resumes from its last cursor, then at its own pace. */
const MAX_UNSENT_BYTES = 1_048_576;
/** How long a listener who reads nothing may hold up the end of its stream. */
const END_WITHIN_MS = 2_000;

export function send(raw: ServerResponse, text: string): void {
  if (raw.writableEnded || raw.destroyed) {
    return;
  }
  raw.write(text);
  if (raw.writableLength > MAX_UNSENT_BYTES) {
    raw.destroy();
  }
}

/** @returns asks for a promise that resolves when what was written has left, or the connection is gone. */
export function watchDrain(raw: ServerResponse): () => Promise<void> {
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const resolve of waiting) {
      resolve();
    }
    waiting = [];
  };
  raw.on('drain', wake);
  raw.on('close', wake);
  return async () => {
    if (raw.writableNeedDrain && !raw.destroyed) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
  };
}

/** Ends the stream with what was written, or without it where nobody reads. */
export function endSoon(raw: ServerResponse): void {
  if (raw.writableEnded || raw.destroyed) {
    return;
  }
  raw.end();
  const timer = setTimeout(() => raw.destroy(), END_WITHIN_MS);
  raw.once('close', () => clearTimeout(timer));
}
