import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { z } from 'zod';

/** A server of the bench's own, running as a process of its own. */
export type ServerProcess = AsyncDisposable & {
  /** Origin, without a trailing slash. */
  readonly url: string;
};

const Serving = z.object({ port: z.int().min(1) });

/** Starts a script that ends in {@link serveParent}, and resolves when it serves. Disposing ends the process. */
export async function startServerProcess(
  script: URL,
  args: readonly string[],
): Promise<ServerProcess> {
  const child = fork(script, [...args], { execArgv: [] });
  const ended = once(child, 'exit');
  const said = await Promise.race([once(child, 'message'), ended.then(() => null)]);
  if (said === null) {
    throw new Error(`${script.pathname} ended before it served.`);
  }
  const { port } = Serving.parse(said[0]);
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** In the script: listens on a free loopback port, tells the parent process which, and ends when that is gone. */
export async function serveParent(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.once('disconnect', () => process.exit(0));
  process.send?.(Serving.parse(server.address()));
}
