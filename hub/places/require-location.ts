import type { AppTransaction } from '../database/database.ts';
import { notFound } from '../http/error-replies.ts';
import { ProblemError } from '../http/problem.ts';
import { isWithin, type Scope } from '../people/scope.ts';

/** Refuses with 404 a location that is not there, or not in the scope: which of both is not told. */
export async function requireLocation(
  transaction: AppTransaction,
  scope: Scope,
  locationId: string,
): Promise<void> {
  const found = await transaction
    .selectFrom('locations')
    .select('location_id')
    .where('location_id', '=', locationId)
    .executeTakeFirst();
  if (found === undefined || !isWithin(scope, locationId)) {
    throw new ProblemError({ ...notFound(), title: 'There is no such location.' });
  }
}
