import { readFile } from 'node:fs/promises';
import { peerFile, servePeer } from './serve-peer.ts';

/**
 * Where the workbox peer sends its requests, as a process: `replay-server.ts PEERS`. It reads each and answers, and
 * keeps nothing, in the peer's favour.
 */
const [peers = ''] = process.argv.slice(2);

await servePeer(
  new Map<string, string | Buffer>([
    ['/', '<!doctype html>'],
    ['/worker.js', await readFile(new URL('replay-worker.js', import.meta.url))],
    ...(await Promise.all(
      ['workbox-core', 'workbox-background-sync'].map(async (name): Promise<[string, Buffer]> => [
        `/${name}.js`,
        await peerFile(peers, `${name}/build/${name}.prod.js`),
      ]),
    )),
  ]),
  (request, reply) => {
    request.resume();
    request.once('end', () => reply.end('{}'));
  },
);
