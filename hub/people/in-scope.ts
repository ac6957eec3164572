import type { Role } from '../../contract/protocol/me.ts';
import { inOrganization, type AppDatabase, type AppTransaction } from '../database/database.ts';
import type { Person } from './authenticate-person.ts';
import { readScope, type Scope } from './scope.ts';

/** One transaction of somebody's organization, with the places where they have one of the roles. */
export function inScope<T>(
  { database }: { readonly database: AppDatabase },
  person: Pick<Person, 'organizationId' | 'grants'>,
  roles: readonly Role[],
  work: (transaction: AppTransaction, scope: Scope) => Promise<T>,
): Promise<T> {
  return inOrganization(database, person.organizationId, async (transaction) =>
    work(transaction, await readScope(transaction, person, roles)),
  );
}
