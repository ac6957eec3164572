import { CompiledQuery, sql } from 'kysely';
import { PgBoss, type ConnectionOptions, type JobInsert, type QueueOptions } from 'pg-boss';
import { startupOptions, type AppTransaction } from '../database/database.ts';
import { send } from '../database/pipeline.ts';

/** What is done in the background, and what each kind of it is told. Ids only: the job reads what is so when it runs. */
export type JobKinds = {
  /** Finds out who is to hear of what happened to an alert, and writes down a delivery for each. */
  alert: {
    readonly organizationId: string;
    readonly alertId: string;
    readonly reason: AlertJobReason;
    /** When it happened, on the hub's clock. */
    readonly atMs: number;
  };
  /** One try of one delivery. */
  deliver: { readonly organizationId: string; readonly deliveryId: string };
};

/** What happened to an alert that somebody may have to hear of. */
export type AlertJobReason = 'opened' | 'help-asked';

type JobKind = keyof JobKinds;

export type Jobs = {
  /**
   * Adds jobs in this transaction: they are there once it commits, and never otherwise. At least one hub runs each; one
   * that is killed in the middle leaves it to the next.
   *
   * @param afterMs not before that long from now.
   */
  add<Kind extends JobKind>(
    transaction: AppTransaction,
    kind: Kind,
    jobs: readonly JobKinds[Kind][],
    afterMs?: number,
  ): Promise<void>;
  /** From now on this hub does its part. A job whose handler rejects is tried again. */
  work(handlers: {
    readonly [Kind in JobKind]: (job: JobKinds[Kind]) => Promise<void>;
  }): Promise<void>;
  /** Waits for those under way; idempotent. */
  stop(): Promise<void>;
};

const SCHEMA = 'jobs';
const CONNECTIONS = 4;
const STOP_WITHIN_MS = 10_000;

/** A hub that died is noticed by its heartbeats: the library's shortest. */
const QUEUES: { readonly [Kind in JobKind]: QueueOptions & { readonly atOnce: number } } = {
  alert: {
    atOnce: 2,
    expireInSeconds: 60,
    heartbeatSeconds: 10,
    retryLimit: 1_000,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
  },
  deliver: {
    atOnce: 8,
    expireInSeconds: 60,
    heartbeatSeconds: 10,
    retryLimit: 1_000,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
  },
};

/** Makes or brings up to date the tables of jobs. Run it while nobody else does. */
export async function migrateJobs(databaseUrl: string): Promise<void> {
  const boss = createBoss(databaseUrl, { migrate: true, supervise: false });
  let failure: Error | undefined;
  boss.on('error', (error) => {
    failure ??= error;
  });
  await boss.start();
  try {
    for (const [kind, { atOnce: _, ...options }] of Object.entries(QUEUES)) {
      if ((await boss.getQueue(kind)) === null) {
        await boss.createQueue(kind, options);
      } else {
        await boss.updateQueue(kind, options);
      }
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failure !== undefined) {
    throw failure;
  }
}

export async function startJobs(
  databaseUrl: string,
  onError: (error: unknown) => void,
): Promise<Jobs> {
  const boss = createBoss(databaseUrl, { migrate: false, supervise: true });
  boss.on('error', onError);
  await boss.start();
  let stopping: Promise<void> | undefined;

  return {
    async add(transaction, kind, jobs, afterMs = 0) {
      if (jobs.length === 0) {
        return;
      }
      const inserts = jobs.map((data): JobInsert => ({
        data,
        ...(afterMs > 0 ? { startAfter: Math.ceil(afterMs / 1_000) } : {}),
      }));
      await send(transaction, sql`set local role glimlach_jobs`);
      await boss.insert(kind, inserts, { db: within(transaction) });
      await send(transaction, sql`set local role glimlach_app`);
    },
    async work(handlers) {
      for (const kind of Object.keys(QUEUES) as JobKind[]) {
        await boss.work(
          kind,
          { batchSize: 1, localConcurrency: QUEUES[kind].atOnce, pollingIntervalSeconds: 2 },
          async ([job]) => {
            if (job !== undefined) {
              // Whoever adds a job is held to its kind.
              await (handlers[kind] as (data: unknown) => Promise<void>)(job.data);
            }
          },
        );
      }
    },
    stop: () => (stopping ??= boss.stop({ graceful: true, timeout: STOP_WITHIN_MS })),
  };
}

function createBoss(
  databaseUrl: string,
  how: { readonly migrate: boolean; readonly supervise: boolean },
): PgBoss {
  return new PgBoss({
    connectionString: databaseUrl,
    application_name: 'glimlach jobs',
    options: startupOptions({ role: 'glimlach_jobs', schema: SCHEMA }),
    schema: SCHEMA,
    // The schema belongs to its role, which may not make one.
    createSchema: false,
    schedule: false,
    useListenNotify: true,
    max: CONNECTIONS,
    monitorIntervalSeconds: 5,
    ...how,
  });
}

/** The library writes through this transaction, in a role that may. */
function within(transaction: AppTransaction): NonNullable<ConnectionOptions['db']> {
  return {
    async executeSql(text, values = []) {
      const { rows } = await transaction.executeQuery(CompiledQuery.raw(text, values));
      return { rows };
    },
  };
}
