import { sql, type RawBuilder } from 'kysely';

/** The NOTIFY channel on which hubs tell each other that an organization's alerts changed. */
export const ALERT_CHANNEL = 'glimlach_alerts';

/** Heard by every hub once the transaction commits. The payload is the organization's id and nothing else. */
export function notifyAlertChange(organizationId: string): RawBuilder<unknown> {
  return sql`pg_notify(${ALERT_CHANNEL}, ${organizationId})`;
}
