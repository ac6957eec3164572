import { CompiledQuery, sql } from 'kysely';
import { PgBoss, type ConnectionOptions, type JobInsert, type QueueOptions } from 'pg-boss';
import { startupOptions, type AppTransaction } from '../database/database.ts';
import { send, sendCompiled } from '../database/pipeline.ts';

/** What is done in the background, and what each kind of it is told. Ids only: the job reads what is so when it runs. */
export type JobKinds = {
  /** Finds out who is to hear of what happened to an alert, and writes down a delivery for each. */
  alert: {
    readonly organizationId: string;
    readonly alertId: string;
    readonly reason: AlertJobReason;
    /** When it happened, on the hub's clock. */
    readonly atMs: number;
    /** Of a cry for help, since when the alert waits as it does: cries within a minute are told of once for each. */
    readonly sinceMs?: number;
  };
  /** One try of one delivery to a person. */
  deliver: DeliverJob;
  /** One try of one delivery to a shared channel, whose address somebody typed in. */
  post: DeliverJob;
};

export type DeliverJob = {
  readonly organizationId: string;
  readonly deliveryId: string;
  /** A hub runs one job of a lane at a time, the oldest first. Lanes of two organizations differ. */
  readonly lane: string;
};

/** What happened to an alert that somebody may have to hear of. */
export type AlertJobReason = 'opened' | 'help-asked';

export type JobKind = keyof JobKinds;

export type JobTurn = {
  /** Not before that long from now; then within about three seconds. */
  readonly afterMs?: number;
  /** `last`: not while one of its kind waits that somebody pressed for, however many there are. */
  readonly rank?: JobRank;
};
export type JobRank = 'first' | 'last';

export type JobHandlers = {
  readonly [Kind in JobKind]: (job: JobKinds[Kind]) => Promise<void>;
};

export type Jobs = {
  /**
   * Adds jobs in this transaction: they are there once it commits, and never otherwise. At least one hub runs each; one
   * that is killed in the middle leaves it to the next. Nobody waits for the database: a failure shows in the next
   * statement that is waited for.
   */
  add<Kind extends JobKind>(
    transaction: AppTransaction,
    kind: Kind,
    jobs: readonly JobKinds[Kind][],
    turn?: JobTurn,
  ): Promise<void>;
  /** From now on this hub does its part of these kinds. A job whose handler rejects is tried again, later each time. */
  work(handlers: Partial<JobHandlers>): Promise<void>;
  /** How many of a kind are due and wait for a hub, as it was a few seconds ago. */
  countWaiting(kind: JobKind): Promise<number>;
  /** Takes no more, and waits for those under way; idempotent. */
  stop(): Promise<void>;
};

export const JOB_KINDS: readonly JobKind[] = ['alert', 'deliver', 'post'];

/** The library takes the highest first. */
const PRIORITIES: Readonly<Record<JobRank, number>> = { first: 0, last: -1 };
const SCHEMA = 'jobs';
const CONNECTIONS = 4;
const STOP_WITHIN_MS = 15_000;
/** How long a job that became due by time alone may lie; those that are due at once are told of by NOTIFY. */
const POLL_SECONDS = 3;
/** How often somebody looks for jobs whose hub is gone. */
const SUPERVISE_SECONDS = 5;
const CLEAN_SECONDS = 600;
/** Of a kind with lanes, three times the lanes of one organization: it holds a third of a hub's workers at most. */
const AT_ONCE: Readonly<Record<JobKind, number>> = { alert: 2, deliver: 15, post: 12 };

/**
 * A hub that died is noticed by its missing heartbeats: within 15 s another one takes over, or the same one anew. What
 * is done goes after an hour; each job's outcome stands in the table of deliveries.
 */
const QUEUE: QueueOptions & { readonly notify: true } = {
  notify: true,
  expireInSeconds: 60,
  // The library's shortest.
  heartbeatSeconds: 10,
  retryLimit: 1_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  deleteAfterSeconds: 3_600,
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
    for (const kind of JOB_KINDS) {
      if ((await boss.getQueue(kind)) === null) {
        await boss.createQueue(kind, QUEUE);
      } else {
        await boss.updateQueue(kind, QUEUE);
      }
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failure !== undefined) {
    throw failure;
  }
}

/** What may go wrong in the background: the library's own work, or a job, which is tried again. */
export type JobFailure =
  | { readonly what: 'queue'; readonly error: unknown }
  | { readonly what: 'job'; readonly kind: JobKind; readonly error: unknown };

export async function startJobs(
  databaseUrl: string,
  onFailure: (failure: JobFailure) => void,
): Promise<Jobs> {
  const boss = createBoss(databaseUrl, { migrate: false, supervise: true });
  let stopped = false;
  boss.on('error', (error) => {
    // Its connections may hear that the server goes after it has stopped.
    if (!stopped) {
      onFailure({ what: 'queue', error });
    }
  });
  boss.on('warning', ({ message }) => onFailure({ what: 'queue', error: new Error(message) }));
  await boss.start();
  let stopping: Promise<void> | undefined;

  async function startWorker(kind: JobKind, handle: (data: unknown) => Promise<void>) {
    let workerId: string | undefined;
    workerId = await boss.work(
      kind,
      {
        batchSize: 1,
        localConcurrency: 1,
        localGroupConcurrency: 1,
        pollingIntervalSeconds: POLL_SECONDS,
        notifyPollingIntervalSeconds: POLL_SECONDS,
      },
      async ([job]) => {
        const failed = await handle(job?.data).then(
          () => false,
          (error: unknown) => {
            onFailure({ what: 'job', kind, error });
            return true;
          },
        );
        // It looks for the next one at once, instead of when its polling is due.
        if (workerId !== undefined) {
          boss.notifyWorker(workerId);
        }
        if (failed) {
          // Without the cause, which would be kept with the job: an error may tell of people.
          throw new Error('The job failed; the log of the hub tells why.');
        }
      },
    );
  }

  async function stop(): Promise<void> {
    await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
    stopped = true;
  }

  return {
    async add(transaction, kind, jobs, { afterMs = 0, rank = 'first' } = {}) {
      if (jobs.length === 0) {
        return;
      }
      const inserts = jobs.map((data): JobInsert => ({
        data,
        priority: PRIORITIES[rank],
        ...('lane' in data ? { group: { id: data.lane } } : {}),
        ...(afterMs > 0 ? { startAfter: Math.ceil(afterMs / 1_000) } : {}),
      }));
      await send(transaction, sql`set local role glimlach_jobs`);
      await boss.insert(kind, inserts, { db: within(transaction) });
      await send(transaction, sql`set local role glimlach_app`);
    },
    async work(handlers) {
      for (const kind of JOB_KINDS) {
        // Whoever adds a job is held to its kind.
        const handle = handlers[kind] as (data: unknown) => Promise<void>;
        for (let count = 0; count < AT_ONCE[kind]; count += 1) {
          await startWorker(kind, handle);
        }
      }
    },
    async countWaiting(kind) {
      return (await boss.getQueue(kind))?.readyCount ?? 0;
    },
    stop: () => (stopping ??= stop()),
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
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    maintenanceIntervalSeconds: CLEAN_SECONDS,
    ...how,
  });
}

/** The library writes through this transaction, in a role that may. */
function within(transaction: AppTransaction): NonNullable<ConnectionOptions['db']> {
  return {
    async executeSql(text, values = []) {
      await sendCompiled(transaction, CompiledQuery.raw(text, values));
      return { rows: [] };
    },
  };
}
