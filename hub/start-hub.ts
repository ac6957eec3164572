import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { uuidV7 } from '../contract/uuid-v7.ts';
import { createAdministration, type Administration } from './administration.ts';
import { createAlertFeed } from './alerts/alert-feed.ts';
import { startAlertListener } from './alerts/alert-listener.ts';
import { planAlert } from './alerts/plan-alert.ts';
import { readAlertChanges } from './alerts/read-alerts.ts';
import { buildApp } from './app.ts';
import type { HubConfig } from './config.ts';
import { makeDataFolder } from './data-folder.ts';
import { ConfigError } from './config-error.ts';
import { createAppDatabase, createPool, inOrganization } from './database/database.ts';
import { isDatabaseUnavailable, sqlStateOf } from './database/database-error.ts';
import { startEmbeddedPostgres, type ServerEvent } from './database/embedded-postgres.ts';
import { findFreePort } from './database/free-port.ts';
import { extendEventPartitions, migrate } from './database/migrate.ts';
import { prepareConnectionSweep } from './http/connection-sweep.ts';
import {
  deleteExpiredAccess,
  deleteExpiredInvitations,
  deleteExpiredSessions,
  deleteOldMessages,
  forgetFormerMembers,
  startHousekeeping,
} from './housekeeping.ts';
import type { HubContext } from './hub-context.ts';
import type { HubApp } from './http/hub-app.ts';
import { createDestinationGuard } from './channels/destination-guard.ts';
import { createPostOutside } from './channels/outgoing-request.ts';
import { createPersonalWays } from './channels/personal-ways.ts';
import { createSharedWays } from './channels/shared-ways.ts';
import { readCatchUp } from './deliveries/catch-up.ts';
import { createConsoles } from './deliveries/consoles.ts';
import { deliver } from './deliveries/deliver.ts';
import type { Delivering } from './deliveries/delivering.ts';
import { createFailureLog, type FailureLog } from './failure-log.ts';
import { createLog } from './http/log.ts';
import { renderNotice } from './notices/render-notice.ts';
import { createMetrics } from './http/metrics.ts';
import { createSmtpMailer } from './mail/smtp-mailer.ts';
import { migrateJobs, startJobs, type JobFailure } from './jobs/jobs.ts';
import { createAccessWatch } from './people/access-watch.ts';
import { createSignIn, migrateSignIn } from './people/sign-in.ts';
import { pushContact } from './push/push-contact.ts';
import { startClocks, type ClockPeriods } from './start-clocks.ts';
import { readSecretFile } from './sealing/hub-secret.ts';
import { createKeySafe } from './sealing/key-safe.ts';
import { checkSecret } from './sealing/secret-check.ts';

export type RunningHub = {
  /** Where it listens, without a trailing slash. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly administration: Administration;
  /** Stops accepting, finishes what runs, ends the streams, releases the database; idempotent. */
  stop(): Promise<void>;
};

/** What a test may put in the place of the real thing. */
export type HubSurroundings = ClockPeriods & {
  readonly log?: FastifyBaseLogger;
  /** Wall clock in milliseconds. */
  readonly now?: () => number;
  readonly streamPingMs?: number;
  readonly housekeepingMs?: number;
};

/** What a command asks of the start beside what the hub is configured with. */
export type StartOptions = {
  /** From now on the secret is this one; what was sealed under another is lost unless that one comes back. */
  readonly replaceSecret?: boolean;
};

const STREAM_PING_MS = 15_000;
const HOUSEKEEPING_MS = 24 * 3_600_000;
const APP_CONNECTIONS = 10;
const SIGN_IN_CONNECTIONS = 4;

/**
 * Starts a hub and resolves once it answers. Several may run on one database.
 *
 * @throws ConfigError when the surroundings do not allow it: a port in use, a database out of reach.
 */
export async function startHub(
  config: HubConfig,
  surroundings: HubSurroundings & StartOptions = {},
): Promise<RunningHub> {
  const log = surroundings.log ?? createLog(config.logLevel);
  const now = surroundings.now ?? Date.now;
  const failed = createFailureLog(log, now);
  const newId = (): string => uuidV7(now(), randomBytes(10));
  // Undone in reverse, both by stop() and when a later step of the start fails.
  const undo: (() => Promise<void>)[] = [];
  const release = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) {
      await step();
    }
  };
  try {
    const databaseUrl = config.databaseUrl ?? (await startOwnDatabase(config.dataDir, undo, log));
    const onPoolError = (error: Error): void => log.warn({ err: error }, 'idle connection lost');
    const signInPool = createPool(
      databaseUrl,
      { role: 'glimlach_auth', schema: 'auth', size: SIGN_IN_CONNECTIONS },
      onPoolError,
    );
    undo.push(() => signInPool.end());
    await prepareDatabase(databaseUrl, now(), async () => {
      await migrateSignIn(signInPool);
      await migrateJobs(databaseUrl);
    });
    const keySafe = createKeySafe(config.secret ?? (await readSecretFile(config.dataDir)));
    await checkSecret(signInPool, keySafe.secretId, surroundings.replaceSecret ?? false);
    const pool = createPool(
      databaseUrl,
      { role: 'glimlach_app', schema: 'app', size: APP_CONNECTIONS },
      onPoolError,
    );
    const database = createAppDatabase(pool);
    undo.push(async () => {
      await database.destroy();
      // Kysely ends the pool only after it has used it.
      if (!pool.ended) {
        await pool.end();
      }
    });

    const mailer =
      config.smtp === null || config.mailFrom === null
        ? null
        : createSmtpMailer(config.smtp, config.mailFrom);
    undo.push(async () => mailer?.stop());

    const jobs = await startJobs(databaseUrl, (failure) => logJobFailure(failed, failure));
    undo.push(() => jobs.stop());

    const destinations = createDestinationGuard(config.privateDestinations);
    const port = config.port === 0 ? await findFreePort() : config.port;
    const url = loopbackUrl({ host: config.host, port });
    const publicUrl = config.publicUrl ?? url;
    const ownOrigins = [...new Set([publicUrl, url, `http://localhost:${port}`])];
    const signIn = await createSignIn(signInPool, publicUrl, ownOrigins);
    const feed = createAlertFeed(
      (organizationId, after) =>
        inOrganization(database, organizationId, (transaction) =>
          readAlertChanges(transaction, after),
        ),
      (error) => log.warn({ err: error }, 'alert streams ended: alerts cannot be read'),
    );
    const metrics = createMetrics({ app: pool, auth: signInPool }, (kind) =>
      jobs.countWaiting(kind),
    );
    const consoles = createConsoles({ database, feed, metrics, now, log });
    undo.push(() => consoles.stop());
    const access = createAccessWatch();
    const listener = await startAlertListener(databaseUrl, {
      changed: (organizationId) => feed.changed(organizationId),
      accessChanged: (userId) => access.changed(userId),
      consolesCalled: (payload) => consoles.called(payload),
      // First who may hear, then what there is to hear.
      restored: () => {
        void access.lookAll().then(() => feed.catchUp());
        consoles.catchUp();
      },
      failed: (error) => log.warn({ err: error }, 'not listening for alerts; trying again'),
    });
    undo.push(() => listener.stop());
    undo.push(
      startHousekeeping(
        [
          {
            name: 'extend event partitions',
            run: () => extendEventPartitions(databaseUrl, now()),
          },
          deleteExpiredAccess(pool, now),
          deleteExpiredInvitations(pool, now),
          deleteExpiredSessions(signIn),
          deleteOldMessages(pool, config.retention, now),
          forgetFormerMembers({ database, signIn, now }, config.retention),
        ],
        surroundings.housekeepingMs ?? HOUSEKEEPING_MS,
        failed,
      ),
    );

    const hub: HubContext = {
      database,
      pool,
      signIn,
      feed,
      jobs,
      access,
      consoles,
      metrics,
      keySafe,
      destinations,
      mailer,
      publicUrl,
      ownOrigins,
      trustedProxies: config.trustedProxies,
      consoleDir: config.consoleDir,
      kioskDir: config.kioskDir,
      now,
      newId,
      streamPingMs: surroundings.streamPingMs ?? STREAM_PING_MS,
    };
    const app = await buildApp(hub, log);
    const postOutside = createPostOutside(destinations, now);
    const delivering: Delivering = {
      database,
      jobs,
      ways: {
        ...createSharedWays({ keySafe, postOutside, now, random: Math.random }),
        ...createPersonalWays({
          mailer,
          keySafe,
          postOutside,
          contact: pushContact(config.mailFrom, publicUrl),
          publicUrl,
          random: Math.random,
        }),
      },
      render: renderNotice,
      readCatchUp,
      publicUrl,
      metrics,
      log,
      now,
    };
    await jobs.work({
      alert: (job) => planAlert(hub, job),
      deliver: (job) => deliver(delivering, job),
      post: (job) => deliver(delivering, job),
    });
    undo.push(startClocks(hub, surroundings, failed));
    const startSweep = prepareConnectionSweep(app.server);
    undo.push(() => closeServer(app, startSweep));
    // Before the server closes: it waits for its open replies, and a stream never ends by itself.
    undo.push(() => feed.stop());
    await listen(app, config.host, port);
    log.info({ url, publicUrl }, 'hub listening');

    let stopping: Promise<void> | undefined;
    return {
      url,
      databaseUrl,
      administration: createAdministration({ database, signIn, keySafe, publicUrl, now, newId }),
      stop: () => (stopping ??= release()),
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function startOwnDatabase(
  dataDir: string,
  undo: (() => Promise<void>)[],
  log: FastifyBaseLogger,
): Promise<string> {
  await makeDataFolder(dataDir);
  const server = await startEmbeddedPostgres({
    folder: join(dataDir, 'postgres'),
    onEvent: (event) => logServerEvent(log, event),
  });
  undo.push(() => server.stop());
  return server.url;
}

function logServerEvent(log: FastifyBaseLogger, event: ServerEvent): void {
  switch (event.kind) {
    case 'lost':
      log.error('the built-in PostgreSQL went away; starting it again');
      return;
    case 'not-restarted':
      log.error(
        { err: event.error, retryMs: event.retryMs },
        'the built-in PostgreSQL did not start; trying again',
      );
      return;
    case 'restored':
      log.warn('the built-in PostgreSQL runs again');
  }
}

async function prepareDatabase(
  databaseUrl: string,
  nowMs: number,
  migrateAuth: () => Promise<void>,
): Promise<void> {
  try {
    await migrate(databaseUrl, nowMs, migrateAuth);
  } catch (error) {
    const state = sqlStateOf(error) ?? '';
    // Away, not letting us in, not there, or not letting us make the schema and its roles.
    if (isDatabaseUnavailable(error) || /^(28|3D|42501)/.test(state)) {
      throw new ConfigError(
        `The database of DATABASE_URL cannot be used (${error instanceof Error ? error.message : String(error)}).`,
      );
    }
    throw error;
  }
}

async function listen(app: HubApp, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
      throw new ConfigError(
        `The hub cannot listen on ${host}:${port} (${error.code}); set GLIMLACH_PORT or GLIMLACH_HOST.`,
      );
    }
    throw error;
  }
}

/** Lets running requests finish; connections that only wait for another one are closed as soon as they do. */
async function closeServer(app: HubApp, startSweep: () => () => void): Promise<void> {
  const stopSweep = startSweep();
  try {
    await app.close();
  } finally {
    stopSweep();
  }
}

function logJobFailure(failed: FailureLog, { error, ...failure }: JobFailure): void {
  switch (failure.what) {
    case 'queue':
      failed(error, 'background work is held up; trying again');
      return;
    case 'job':
      failed(error, 'a job failed; it is tried again', { job: failure.kind });
  }
}

/** Where this machine reaches a hub: a wildcard address is no place to go to. */
export function loopbackUrl({ host, port }: Pick<HubConfig, 'host' | 'port'>): string {
  const isWildcard = host === '0.0.0.0' || host === '::';
  const name = isWildcard ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
