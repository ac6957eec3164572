import { createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDestinationGuard } from '../../../hub/channels/destination-guard.ts';
import { createPostOutside } from '../../../hub/channels/outgoing-request.ts';
import { startMessageReceiver, type MessageReceiver } from '../../support/message-receiver.ts';
import { makeSelfSignedCertificate } from '../../support/self-signed-certificate.ts';

const never = new AbortController().signal;
const strict = createPostOutside(createDestinationGuard([]), () => Date.now());
const local = createPostOutside(createDestinationGuard(['127.0.0.0/8', '::1']), () => Date.now());

let receiver: MessageReceiver;
beforeEach(async () => {
  receiver = await startMessageReceiver();
});
afterEach(async () => {
  await receiver.stop();
});

const message = (url: string) => ({ url, headers: { 'x-kept': 'yes' }, body: '{"a":"é"}' });

describe('A request to outside', () => {
  it('posts what it is given, and tells what was answered', async () => {
    receiver.answer({ status: 202, headers: { 'retry-after': '3' }, body: 'thanks' });
    expect(await local(message(`${receiver.url}/a?b=c`), never)).toEqual({
      kind: 'answered',
      status: 202,
      retryAfterMs: 3_000,
      body: 'thanks',
    });
    expect(receiver.received).toMatchObject([
      { path: '/a?b=c', headers: { 'x-kept': 'yes', 'content-length': '10' }, body: '{"a":"é"}' },
    ]);
  });

  it('reaches nothing inside of the hub’s network, by address or by a name that stands for it', async () => {
    const { port } = new URL(receiver.url);
    for (const host of ['127.0.0.1', '2130706433', 'localhost', '[::1]']) {
      const reply = await strict(message(`https://${host}:${port}/`), never);
      expect([host, reply.kind]).toEqual([host, 'refused']);
    }
    expect(receiver.received).toEqual([]);
  });

  it('says so without the address', async () => {
    const reply = await strict(message('https://127.0.0.1/very-secret'), never);
    expect(JSON.stringify(reply)).not.toMatch(/127|very-secret/);
    const refused = await local(message('http://127.0.0.1:9/very-secret'), never);
    expect(refused).toEqual({
      kind: 'failed',
      error: 'The other side refused the connection.',
    });
  });

  it('does not believe a certificate that nobody vouches for', async () => {
    const certificate = makeSelfSignedCertificate({
      from: new Date(Date.now() - 60_000),
      until: new Date(Date.now() + 60_000),
    });
    const server = createTlsServer(certificate, (_, response) => response.end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const reply = await local(message(`https://127.0.0.1:${port}/`), never);
    expect(reply).toMatchObject({ kind: 'failed' });
    server.close();
    await once(server, 'close');
  });

  it('keeps a status that was given, though the body has no end', async () => {
    const server = await answering('HTTP/1.1 204 No Content\r\nx: y\r\n\r\n');
    expect(await local(message(server.url), never)).toMatchObject({ status: 204, body: '' });
    const endless = await answering(
      `HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n${'x'.repeat(200_000)}`,
    );
    const reply = await local(message(endless.url), never);
    expect(reply).toMatchObject({ kind: 'answered', status: 200 });
    expect(reply.kind === 'answered' ? reply.body.length : 0).toBe(65_536);
    await server.stop();
    await endless.stop();
  });

  it('is given up when nothing is answered in time', async () => {
    receiver.answer(null);
    const hasty = createPostOutside(createDestinationGuard(['127.0.0.0/8']), () => Date.now(), 100);
    expect(await hasty(message(receiver.url), never)).toEqual({
      kind: 'failed',
      error: 'There was no answer in time.',
    });
  });
});

/** Says this to whoever connects, and nothing more. */
async function answering(text: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(text));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.close();
      await once(server, 'close');
    },
  };
}
