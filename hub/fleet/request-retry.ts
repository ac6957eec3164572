import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import type { Scope } from '../people/scope.ts';
import { hasTerminal } from './parked-events.ts';

/**
 * Asks a terminal to send its parked events again; it hears of it with its next heartbeat. A later request takes the
 * place of an earlier one, so however often somebody asks in between, they are sent once. It does not matter what the
 * hub knows to be parked: after a backup was restored the terminal may have more.
 *
 * @returns whether there is such a terminal in the scope.
 */
export async function requestRetry(
  transaction: AppTransaction,
  scope: Scope,
  terminalId: string,
  requestId: string,
): Promise<boolean> {
  if (!(await hasTerminal(transaction, scope, terminalId))) {
    return false;
  }
  const { rows } = await sql`
    update terminals set retry_parked = ${requestId}::uuid where terminal_id = ${terminalId}::uuid returning terminal_id
  `.execute(transaction);
  return rows.length > 0;
}
