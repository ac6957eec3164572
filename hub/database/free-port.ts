import { once } from 'node:events';
import { createServer } from 'node:net';

/** A loopback TCP port nobody listens on at this moment; another process may still take it first. */
export async function findFreePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('The operating system gave no TCP port for a loopback listener.');
  }
  return address.port;
}
