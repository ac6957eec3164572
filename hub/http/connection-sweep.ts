import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How often a server that is closing looks for connections that became idle. */
const SWEEP_MS = 50;

/**
 * Lets a server close without waiting for connections that wait for nothing. Node's own `closeIdleConnections` leaves
 * those on which no request ever began, such as browsers open ahead of time, until their headers time out.
 *
 * @returns starts sweeping, for when the server closes; what that returns ends it.
 */
export function prepareConnectionSweep(server: Server): () => () => void {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));

  const sweep = (): void => {
    server.closeIdleConnections();
    for (const socket of unused) {
      socket.destroy();
    }
  };
  return () => {
    const timer = setInterval(sweep, SWEEP_MS);
    return () => clearInterval(timer);
  };
}
