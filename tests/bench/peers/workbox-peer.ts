import type { Page } from '@playwright/test';
import { inOwnProfile } from '../link/browser-profile.ts';
import type { QueuedPress } from '../link/queued-presses.ts';
import type { ServerProcess } from '../link/server-process.ts';

type Answer = { readonly left: number; readonly elapsedMs?: number };

/** A service worker's message lives for minutes, so a queue is filled in parts. */
const CHUNK = 500;

/**
 * Replays presses from a workbox queue in a service worker, one request each, as workbox does.
 *
 * @returns milliseconds from the start of the replay until the queue said that it is empty.
 */
export async function replayWorkbox(
  server: ServerProcess,
  presses: readonly QueuedPress[],
): Promise<number> {
  return inOwnProfile('workbox', async (context) => {
    const page = await context.newPage();
    await page.goto(`${server.url}/`);
    await page.evaluate(async () => {
      const { serviceWorker } = navigator;
      const controlled = new Promise((resolve) => {
        serviceWorker.addEventListener('controllerchange', resolve, { once: true });
      });
      await serviceWorker.register('/worker.js');
      await controlled;
    });
    const bodies = presses.map(({ body }) => body);
    for (let from = 0; from < bodies.length; from += CHUNK) {
      await tellWorker(page, { bodies: bodies.slice(from, from + CHUNK) });
    }
    const { left, elapsedMs } = await tellWorker(page, {});
    if (left > 0 || elapsedMs === undefined) {
      throw new Error(`workbox left ${left} of ${presses.length} requests in its queue.`);
    }
    return elapsedMs;
  });
}

async function tellWorker(page: Page, message: { bodies?: readonly string[] }): Promise<Answer> {
  return page.evaluate(
    (told) =>
      new Promise<Answer>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', (event) => resolve(event.data), { once: true });
        port1.start();
        navigator.serviceWorker.controller?.postMessage(told, [port2]);
      }),
    message,
  );
}
