import type { FastifyBaseLogger } from 'fastify';
import { isDatabaseUnavailable } from '../database/database-error.ts';
import type { JobFailure } from './jobs.ts';

/** Every worker meets an outage every few seconds: it is told once in that long. */
const SAME_WITHIN_MS = 60_000;

/** Writes what goes wrong with jobs to the hub's log; nothing of what they are about. */
export function logJobFailures(
  log: FastifyBaseLogger,
  now: () => number,
): (failure: JobFailure) => void {
  let outageToldAtMs = Number.NEGATIVE_INFINITY;
  return (failure) => {
    const { error } = failure;
    if (isDatabaseUnavailable(error)) {
      if (now() - outageToldAtMs >= SAME_WITHIN_MS) {
        outageToldAtMs = now();
        log.warn({ err: error }, 'the database is away: background work waits for it');
      }
      return;
    }
    switch (failure.what) {
      case 'queue':
        log.warn({ err: error }, 'background work is held up; trying again');
        return;
      case 'job':
        log.error({ err: error, job: failure.kind }, 'a job failed; it is tried again');
    }
  };
}
