import { createAppDatabase, createPool, type AppDatabase } from '../../hub/database/database.ts';

/** A hub's database over one connection of a test's own, with the rights of the hub; `destroy` closes it. */
export function openHubDatabase({ databaseUrl }: { databaseUrl: string }): AppDatabase {
  const as = { role: 'glimlach_app', schema: 'app', size: 1 } as const;
  return createAppDatabase(createPool(databaseUrl, as, () => undefined));
}
