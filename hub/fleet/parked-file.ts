import type { ParkedReply } from '../../contract/protocol/fleet.ts';
import { inOrganization, type AppDatabase } from '../database/database.ts';
import { readParked } from './parked-events.ts';
import { readParkedCursor } from './fleet-cursor.ts';

const EVENTS_AT_ONCE = 200;

/**
 * All parked events of a terminal as lines of JSON, newest first, read while they are taken. Each page is a
 * transaction of its own: what is stored or rejected meanwhile may or may not be among them.
 */
export async function parkedFile(
  database: AppDatabase,
  organizationId: string,
  terminalId: string,
): Promise<AsyncGenerator<string>> {
  const readPage = async (cursor: string | undefined): Promise<ParkedReply> =>
    inOrganization(database, organizationId, (transaction) =>
      readParked(transaction, terminalId, readParkedCursor(cursor), EVENTS_AT_ONCE),
    );
  // Read before the reply begins, so that a database out of reach is still answered as such.
  let page = await readPage(undefined);
  return (async function* lines() {
    for (;;) {
      yield page.events.map((event) => `${JSON.stringify(event)}\n`).join('');
      if (page.next === null) {
        return;
      }
      page = await readPage(page.next);
    }
  })();
}
