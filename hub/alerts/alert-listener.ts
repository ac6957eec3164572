import { Client } from 'pg';
import { startupOptions } from '../database/database.ts';
import { ALERT_CHANNEL } from './alert-channel.ts';

export type AlertListener = { stop(): Promise<void> };

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/**
 * Hears the other hubs, and this one, over one connection. It is made again whenever it is lost, without limit.
 *
 * @param listen `changed` names the organization whose alerts changed; `restored` follows every connection but the
 *   first, when notifications may have been missed.
 * @returns once the first connection listens; rejects when that fails.
 */
export async function startAlertListener(
  databaseUrl: string,
  listen: {
    changed(organizationId: string): void;
    restored(): void;
    failed(error: unknown): void;
  },
): Promise<AlertListener> {
  let stopped = false;
  let current: Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let retryMs = FIRST_RETRY_MS;
  let attempt: Promise<void> = Promise.resolve();

  async function connect(): Promise<void> {
    const client = new Client({
      connectionString: databaseUrl,
      application_name: 'glimlach listen',
      options: startupOptions({ role: 'glimlach_app', schema: 'app' }),
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) {
        listen.changed(payload);
      }
    });
    let lost = false;
    const onLost = (error: unknown): void => {
      if (!lost && !stopped && client === current) {
        lost = true;
        current = undefined;
        listen.failed(error);
        scheduleReconnect();
      }
    };
    client.on('error', onLost);
    client.on('end', () => onLost(new Error('The connection that listens for alerts ended.')));
    try {
      await client.connect();
      await client.query(`listen ${ALERT_CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (stopped) {
      await client.end();
      return;
    }
    current = client;
    retryMs = FIRST_RETRY_MS;
  }

  async function reconnect(): Promise<void> {
    try {
      await connect();
    } catch (error) {
      listen.failed(error);
      if (!stopped) {
        scheduleReconnect();
      }
      return;
    }
    if (!stopped) {
      listen.restored();
    }
  }

  function scheduleReconnect(): void {
    retry = setTimeout(() => {
      attempt = reconnect();
    }, retryMs);
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }

  await connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await attempt;
      await current?.end();
    },
  };
}
