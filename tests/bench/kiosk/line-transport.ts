import { openPtyPair } from '../../support/serial-pty.ts';
import { openLineEnd } from '../../support/line-end.ts';
import { monotonicMs } from './monotonic.ts';

/** What a serial line of two pseudo terminals takes for itself, with nothing behind it. */
export type LineTransport = AsyncDisposable & {
  /** From the write at one end until the bytes are read at the other, in milliseconds. */
  frameMs(): Promise<number>;
};

const FRAME = new Uint8Array(32).fill(0x55);

export async function openLineTransport(): Promise<LineTransport> {
  const pty = await openPtyPair();
  let onFrame: () => void = () => undefined;
  let heardBytes = 0;
  const heard = await openLineEnd(pty.terminalPath, (bytes) => {
    heardBytes += bytes.length;
    if (heardBytes >= FRAME.length) {
      heardBytes = 0;
      onFrame();
    }
  });
  const spoken = await openLineEnd(pty.boxPath, () => undefined);
  return {
    frameMs: () =>
      new Promise((resolve) => {
        const fromMs = monotonicMs();
        onFrame = () => resolve(monotonicMs() - fromMs);
        spoken.write(FRAME);
      }),
    async [Symbol.asyncDispose]() {
      await Promise.all([heard.close(), spoken.close()]);
      await pty.close();
    },
  };
}
