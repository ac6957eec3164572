// Service worker of the workbox peer: a queue as its documentation shows it, replayed when the page says so.
importScripts('/workbox-core.js', '/workbox-background-sync.js');

const queue = new workbox.backgroundSync.Queue('events', {
  // The browser would begin on its own, before the clock runs.
  onSync: async () => undefined,
});

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

async function push(bodies) {
  for (const body of bodies) {
    const headers = { 'content-type': 'application/json' };
    await queue.pushRequest({ request: new Request('/events', { method: 'POST', headers, body }) });
  }
  return { left: await queue.size() };
}

async function replay() {
  const startedMs = performance.now();
  await queue.replayRequests();
  const elapsedMs = performance.now() - startedMs;
  return { elapsedMs, left: await queue.size() };
}

addEventListener('message', (event) => {
  const { bodies } = event.data;
  const work = bodies === undefined ? replay() : push(bodies);
  event.waitUntil(work.then((answer) => event.ports[0].postMessage(answer)));
});
