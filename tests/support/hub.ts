import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Administration } from '../../hub/administration.ts';
import type { HubConfig } from '../../hub/config.ts';
import { seedDemo, type Demo } from '../../hub/demo/seed-demo.ts';
import { createLog } from '../../hub/http/log.ts';
import type { MailAddress } from '../../hub/mail/mail-address.ts';
import type { SmtpServer } from '../../hub/mail/smtp-server.ts';
import { startHub } from '../../hub/start-hub.ts';
import { makeOwnDatabase } from './own-database.ts';
import { TEST_SECRET } from './test-secret.ts';

export type TestHub = {
  readonly url: string;
  /** Superuser connection URL of this hub's own database. */
  readonly databaseUrl: string;
  readonly administration: Administration;
  /** The demo organization. */
  readonly demo: Demo;
  /** Everything logged so far, one JSON object a line. */
  readonly log: readonly string[];
  /** The hub's clock: real time plus what it was moved by. */
  readonly clock: { readonly now: () => number; moveBy(ms: number): void };
  /** As superuser, past row-level security. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Another hub on the same database; `stop` stops it too. */
  startAnother(): Promise<{ url: string; stop(): Promise<void> }>;
  /** Stops the hub and starts it again under the same address. */
  restart(): Promise<void>;
  /** Fails when the hub left a connection behind. */
  stop(): Promise<void>;
};

export type TestHubOptions = {
  readonly streamPingMs?: number;
  readonly housekeepingMs?: number;
  /** Without it, time does nothing to alerts: tests move the clock for reasons of their own. */
  readonly alertClockMs?: number;
  /** Never unless given. */
  readonly catchUpMs?: number;
  /** Without it, nobody looks at rules that time may make true. */
  readonly rulesMs?: number;
  readonly trustedProxies?: readonly string[];
  /** Loopback unless given: where the tests' own receivers are. */
  readonly privateDestinations?: readonly string[];
  /** Where its mail goes; without it there is none. */
  readonly smtp?: SmtpServer;
  readonly consoleDir?: string;
  readonly kioskDir?: string;
};

const MAIL_FROM: MailAddress = { name: 'Glimlach', address: 'alerts@hub.example' };

const DAY_MS = 24 * 3_600_000;
const NEVER_MS = 2 ** 31 - 1;

/**
 * A hub on a fresh database of its own, on a free port.
 *
 * @param clusterUrl in an integration test `inject('clusterUrl')`.
 */
export async function startTestHub(
  clusterUrl: string,
  options: TestHubOptions = {},
): Promise<TestHub> {
  const own = await makeOwnDatabase(clusterUrl, 'test');
  const { url: databaseUrl } = own;

  const log: string[] = [];
  let movedMs = 0;
  const clock = {
    now: () => Date.now() + movedMs,
    moveBy(ms: number) {
      movedMs += ms;
    },
  };
  const config: HubConfig = {
    databaseUrl,
    secret: TEST_SECRET,
    port: 0,
    host: '127.0.0.1',
    dataDir: join(tmpdir(), 'glimlach-unused'),
    publicUrl: null,
    trustedProxies: options.trustedProxies ?? ['loopback'],
    smtp: options.smtp ?? null,
    mailFrom: options.smtp === undefined ? null : MAIL_FROM,
    privateDestinations: options.privateDestinations ?? ['127.0.0.0/8', '::1'],
    retention: { triesMs: 30 * DAY_MS, messagesMs: 90 * DAY_MS, formerMembersMs: 90 * DAY_MS },
    logLevel: 'debug',
    consoleDir: options.consoleDir ?? join(tmpdir(), 'glimlach-no-console'),
    kioskDir: options.kioskDir ?? join(tmpdir(), 'glimlach-no-kiosk'),
  };
  const surroundings = {
    log: createLog('debug', { write: (line) => void log.push(line) }),
    now: clock.now,
    ...(options.streamPingMs === undefined ? {} : { streamPingMs: options.streamPingMs }),
    ...(options.housekeepingMs === undefined ? {} : { housekeepingMs: options.housekeepingMs }),
    alertClockMs: options.alertClockMs ?? NEVER_MS,
    catchUpMs: options.catchUpMs ?? NEVER_MS,
    rulesMs: options.rulesMs ?? NEVER_MS,
  };
  let running = await startHub(config, surroundings);
  const { url } = running;
  const others: { stop(): Promise<void> }[] = [];
  const demo = await seedDemo(running.administration);
  const superuser = new Client({ connectionString: databaseUrl });
  await superuser.connect();

  return {
    url,
    databaseUrl,
    get administration() {
      return running.administration;
    },
    demo,
    log,
    clock,
    async query<Row>(text: string, values: readonly unknown[] = []) {
      const { rows } = await superuser.query(text, [...values]);
      return rows as Row[];
    },
    async startAnother() {
      const other = await startHub(config, surroundings);
      others.push(other);
      return other;
    },
    async restart() {
      await running.stop();
      running = await startHub({ ...config, port: Number(new URL(url).port) }, surroundings);
    },
    async stop() {
      await Promise.all([running.stop(), ...others.map((other) => other.stop())]);
      await superuser.end();
      // Fails while anybody is still connected.
      await own.drop();
    },
  };
}
