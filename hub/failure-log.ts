import type { FastifyBaseLogger } from 'fastify';
import { isDatabaseUnavailable } from './database/database-error.ts';

/** Takes down something of the background that failed and is tried again; `about` says which, and nothing of people. */
export type FailureLog = (
  error: unknown,
  message: string,
  about?: Readonly<Record<string, string>>,
) => void;

/** Everything that runs again and again meets an outage each time. */
const SAME_WITHIN_MS = 60_000;

/** That the database is away is told once a minute, whoever meets it; all else each time. */
export function createFailureLog(log: FastifyBaseLogger, now: () => number): FailureLog {
  let outageToldAtMs = Number.NEGATIVE_INFINITY;
  return (error, message, about = {}) => {
    if (!isDatabaseUnavailable(error)) {
      log.error({ err: error, ...about }, message);
    } else if (now() - outageToldAtMs >= SAME_WITHIN_MS) {
      outageToldAtMs = now();
      log.warn({ err: error }, 'the database is away: background work waits for it');
    }
  };
}
