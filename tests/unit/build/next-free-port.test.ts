import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { nextFreePort } from '../../../build/next-free-port.ts';
import { findFreePort } from '../../../hub/database/free-port.ts';

it('nextFreePort passes over a port somebody listens on', async () => {
  const taken = createServer();
  onTestFinished(async () => {
    taken.close();
    await once(taken, 'close');
  });
  taken.listen(await findFreePort(), '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await nextFreePort(port)).toBeGreaterThan(port);
});
