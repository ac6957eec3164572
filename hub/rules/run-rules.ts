import { sql } from 'kysely';
import { inOrganization, type AppDatabase } from '../database/database.ts';
import { evaluateRules, type RuleAlerts } from './evaluate-rules.ts';

/** Looks at every organization's timed rules once. One organization's failure holds up no other. */
export async function runRules(
  on: {
    readonly database: AppDatabase;
    readonly alerts: RuleAlerts;
    readonly now: () => number;
  },
  failed: (error: unknown) => void,
  stopping: AbortSignal,
): Promise<void> {
  const { rows } = await sql<{ organization_id: string }>`
    select organization_id from find_organizations_with_timed_rules()
  `.execute(on.database);
  for (const { organization_id: organizationId } of rows) {
    if (stopping.aborted) {
      return;
    }
    try {
      let done: 'all' | 'more' = 'more';
      while (done === 'more' && !stopping.aborted) {
        done = await inOrganization(on.database, organizationId, (transaction) =>
          evaluateRules(transaction, organizationId, on.alerts, on.now()),
        );
      }
    } catch (error) {
      failed(error);
    }
  }
}
