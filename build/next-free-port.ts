import { createServer } from 'node:net';

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The first port of the loopback address from `first` on that nobody listens on; throws after 100 taken ones. */
export async function nextFreePort(first: number): Promise<number> {
  for (let port = first; port < first + 100; port += 1) {
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(`Every port from ${first} to ${first + 99} is taken: set GLIMLACH_PORT.`);
}
