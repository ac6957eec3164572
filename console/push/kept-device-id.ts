const STORE = 'glimlach-push';
const KEY = '/push/device-id';

/**
 * Which of somebody's devices this browser is. Kept where page and service worker both read it: a push service may
 * renew a subscription while no page is open.
 */
export async function keptDeviceId(): Promise<string | null> {
  const store = await caches.open(STORE);
  const kept = await store.match(KEY);
  return kept === undefined ? null : kept.text();
}

export async function keepDeviceId(deviceId: string | null): Promise<void> {
  const store = await caches.open(STORE);
  await (deviceId === null ? store.delete(KEY) : store.put(KEY, new Response(deviceId)));
}
