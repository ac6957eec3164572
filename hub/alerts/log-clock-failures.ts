import type { FastifyBaseLogger } from 'fastify';
import { isDatabaseUnavailable } from '../database/database-error.ts';

/** The clock asks every second, and would tell of one outage as often. */
const SAME_WITHIN_MS = 60_000;

/** Writes to the hub's log what keeps time from passing for alerts; the clock tries again each time. */
export function logClockFailures(
  log: FastifyBaseLogger,
  now: () => number,
): (error: unknown) => void {
  let toldAtMs = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (!isDatabaseUnavailable(error)) {
      log.error({ err: error }, 'an alert cannot be escalated or woken; trying again');
    } else if (now() - toldAtMs >= SAME_WITHIN_MS) {
      toldAtMs = now();
      log.warn({ err: error }, 'the database is away: alerts wait for it');
    }
  };
}
