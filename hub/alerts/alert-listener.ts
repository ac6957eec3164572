import { Client } from 'pg';
import { startupOptions } from '../database/database.ts';
import { CONSOLE_CHANNEL } from '../deliveries/console-calls.ts';
import { ACCESS_CHANNEL } from '../people/access-channel.ts';
import { ALERT_CHANNEL } from './alert-channel.ts';

export type AlertListener = { stop(): Promise<void> };

export type ListenerTiming = {
  /** How often the connection is asked whether it is still there. */
  readonly probeEveryMs: number;
  /** How long it may take to answer anything. */
  readonly answerWithinMs: number;
};

const DEFAULT_TIMING: ListenerTiming = { probeEveryMs: 10_000, answerWithinMs: 5_000 };
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/**
 * Hears the other hubs, and this one, over one connection. It is made again whenever it is lost, without limit. A
 * connection whose other end vanished without a word looks like one on which nothing happens, so it is asked.
 *
 * @param listen `changed` names the organization whose alerts changed, `accessChanged` the account whose grants did, in
 *   the order in which those changes committed; `restored` follows every connection but the
 *   first, when notifications may have been missed.
 * @returns once the first connection listens; rejects when that fails.
 */
export async function startAlertListener(
  databaseUrl: string,
  listen: {
    changed(organizationId: string): void;
    accessChanged(userId: string): void;
    /** Consoles are to have been told of something; see `notifyConsoles`. */
    consolesCalled(payload: string): void;
    restored(): void;
    failed(error: unknown): void;
  },
  timing: ListenerTiming = DEFAULT_TIMING,
): Promise<AlertListener> {
  let stopped = false;
  let current: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let retryMs = FIRST_RETRY_MS;
  /** The reconnecting or probing under way, if any. */
  let running: Promise<void> = Promise.resolve();

  async function connect(): Promise<void> {
    const client = new Client({
      connectionString: databaseUrl,
      application_name: 'glimlach listen',
      options: startupOptions({ role: 'glimlach_app', schema: 'app' }),
      connectionTimeoutMillis: timing.answerWithinMs,
      query_timeout: timing.answerWithinMs,
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === ACCESS_CHANNEL) {
        listen.accessChanged(payload);
      } else if (channel === CONSOLE_CHANNEL) {
        listen.consolesCalled(payload);
      } else {
        listen.changed(payload);
      }
    });
    let lost = false;
    const onLost = (error: unknown): void => {
      if (!lost && !stopped && client === current) {
        lost = true;
        current = undefined;
        clearTimeout(timer);
        listen.failed(error);
        scheduleReconnect();
      }
    };
    client.on('error', onLost);
    client.on('end', () => onLost(new Error('The connection that listens for alerts ended.')));
    try {
      await client.connect();
      await client.query(
        `listen ${ALERT_CHANNEL}; listen ${ACCESS_CHANNEL}; listen ${CONSOLE_CHANNEL}`,
      );
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
    scheduleProbe(client, onLost);
  }

  function scheduleProbe(client: Client, onLost: (error: unknown) => void): void {
    timer = setTimeout(() => {
      running = probe(client, onLost);
    }, timing.probeEveryMs);
  }

  async function probe(client: Client, onLost: (error: unknown) => void): Promise<void> {
    try {
      await client.query('select 1');
    } catch (error) {
      onLost(error);
      // With a question open this closes the connection without waiting for a farewell.
      await client.end();
      return;
    }
    if (!stopped && client === current) {
      scheduleProbe(client, onLost);
    }
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
    timer = setTimeout(() => {
      running = reconnect();
    }, retryMs);
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }

  await connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      // Asked once more, because taking leave of a connection whose other end vanished never ends.
      await current?.query('select 1').catch(() => undefined);
      await current?.end();
    },
  };
}
