import { sql, type RawBuilder } from 'kysely';

/** The NOTIFY channel on which hubs hear that there is something new for their consoles to have been told. */
export const CONSOLE_CHANNEL = 'glimlach_consoles';

/** Heard by every hub once the transaction commits. The payload is the two ids and nothing else. */
export function notifyConsoles(organizationId: string, deliveryId: string): RawBuilder<unknown> {
  return sql`pg_notify(${CONSOLE_CHANNEL}, ${`${organizationId} ${deliveryId}`})`;
}

/** What a hub hears by {@link notifyConsoles}; null: it is none of ours. */
export function readConsoleCall(
  payload: string,
): { readonly organizationId: string; readonly deliveryId: string } | null {
  const [organizationId, deliveryId, ...rest] = payload.split(' ');
  return organizationId === undefined || deliveryId === undefined || rest.length > 0
    ? null
    : { organizationId, deliveryId };
}
