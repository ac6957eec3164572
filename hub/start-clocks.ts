import { createFoundAlerts } from './alerts/found-alerts.ts';
import { passTime } from './alerts/pass-time.ts';
import { endQuietHours } from './deliveries/end-quiet-hours.ts';
import type { FailureLog } from './failure-log.ts';
import type { HubContext } from './hub-context.ts';
import { repeat } from './repeat.ts';
import { runRules } from './rules/run-rules.ts';

/** How often each is looked at; what a test says goes before it. */
export type ClockPeriods = {
  /** Alerts that time wakes, reminds of or escalates. */
  readonly alertClockMs?: number;
  /** Quiet hours that are over. */
  readonly catchUpMs?: number;
  /** Rules that time may make true. */
  readonly rulesMs?: number;
};

const ALERT_CLOCK_MS = 1_000;
const CATCH_UP_MS = 15_000;
const RULES_MS = 15_000;

/**
 * Does, from now on, what time alone asks for.
 *
 * @returns ends it, once what runs is over.
 */
export function startClocks(
  hub: HubContext,
  { alertClockMs = ALERT_CLOCK_MS, catchUpMs = CATCH_UP_MS, rulesMs = RULES_MS }: ClockPeriods,
  failed: FailureLog,
): () => Promise<void> {
  const rules = { database: hub.database, alerts: createFoundAlerts(hub), now: hub.now };
  const clocks = [
    {
      everyMs: alertClockMs,
      work: passTime.bind(null, hub),
      failure: 'an alert cannot be escalated or woken',
    },
    {
      everyMs: catchUpMs,
      work: endQuietHours.bind(null, hub),
      failure: 'a summary was not written',
    },
    {
      everyMs: rulesMs,
      work: runRules.bind(null, rules),
      failure: 'alert rules were not looked at',
    },
  ];
  const ends = clocks.map(({ everyMs, work, failure }) => {
    const failedAt = (error: unknown): void => failed(error, `${failure}; trying again`);
    return repeat((stopping) => work(failedAt, stopping), { everyMs, failed: failedAt });
  });
  return async () => {
    await Promise.all(ends.map((end) => end()));
  };
}
