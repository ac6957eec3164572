import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ensureCommand } from '../../build/debian-packages.ts';

/** A virtual display, large enough for a kiosk in either orientation. Disposing ends it. */
export type XDisplay = AsyncDisposable & {
  /** As `DISPLAY` has it. */
  readonly name: string;
};

/** Starts a virtual display under a number that nobody uses. */
export async function startXDisplay(): Promise<XDisplay> {
  const server = spawn(
    ensureCommand('Xvfb', 'xvfb'),
    ['-displayfd', '1', '-screen', '0', '1920x1920x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = once(server, 'exit');
  // It says its number when it takes clients.
  const number = await Promise.race([
    once(server.stdout, 'data').then(([said]) => String(said).trim()),
    ended.then(() => null),
  ]);
  if (number === null) {
    throw new Error('Xvfb ended before it had a display: may it write to /tmp/.X11-unix?');
  }
  return {
    name: `:${number}`,
    async [Symbol.asyncDispose]() {
      server.kill();
      await ended;
    },
  };
}
