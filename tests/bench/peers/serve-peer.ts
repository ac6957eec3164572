import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { serveParent } from '../link/server-process.ts';

/**
 * In a peer's server script: serves a few files to the peer's page, and everything else by `answer`.
 *
 * @param files contents by path; a path that ends with a slash is a page, any other a script.
 */
export async function servePeer(
  files: ReadonlyMap<string, string | Buffer>,
  answer: RequestListener,
): Promise<void> {
  const server = createServer((request, reply) => {
    const file = files.get(request.url ?? '');
    if (file === undefined) {
      answer(request, reply);
      return;
    }
    const type = request.url?.endsWith('/') === true ? 'text/html' : 'text/javascript';
    reply.setHeader('content-type', `${type}; charset=utf-8`);
    reply.end(file);
  });
  await serveParent(server);
}

/** A file of a peer's package. */
export async function peerFile(peers: string, file: string): Promise<Buffer> {
  return readFile(`${peers}/node_modules/${file}`);
}
