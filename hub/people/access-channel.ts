import { sql, type RawBuilder } from 'kysely';

/** The NOTIFY channel on which hubs tell each other that somebody's grants changed, or ended. */
export const ACCESS_CHANNEL = 'glimlach_access';

/** Heard by every hub once the transaction commits. The payload is the account's id and nothing else. */
export function notifyAccessChange(userId: string): RawBuilder<unknown> {
  return sql`pg_notify(${ACCESS_CHANNEL}, ${userId})`;
}
