import { sql } from 'kysely';
import { inOrganization, type AppDatabase } from '../database/database.ts';
import { evaluateRules, type RuleAlerts } from './evaluate-rules.ts';

export type RuleRunner = {
  /** Looks at every organization's timed rules once. Rejects when the database does not let it. */
  runOnce(): Promise<void>;
  /** Resolves when nothing runs any more. */
  stop(): Promise<void>;
};

/**
 * Looks at timed rules again and again, each time the given while after the last look ended. One organization's failure
 * holds up no other.
 */
export function startRuleRunner(on: {
  readonly database: AppDatabase;
  readonly alerts: RuleAlerts;
  readonly now: () => number;
  readonly everyMs: number;
  readonly failed: (error: unknown) => void;
}): RuleRunner {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function runOnce(): Promise<void> {
    const { rows } = await sql<{ organization_id: string }>`
      select organization_id from find_organizations_with_timed_rules()
    `.execute(on.database);
    const failures: unknown[] = [];
    for (const { organization_id: organizationId } of rows) {
      if (stopped) {
        return;
      }
      try {
        await inOrganization(on.database, organizationId, (transaction) =>
          evaluateRules(transaction, organizationId, on.alerts, on.now()),
        );
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      throw failures[0];
    }
  }

  function schedule(): void {
    if (!stopped) {
      timer = setTimeout(() => {
        running = runOnce().catch(on.failed).finally(schedule);
      }, on.everyMs);
      timer.unref();
    }
  }

  schedule();
  return {
    runOnce,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
