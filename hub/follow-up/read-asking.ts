import type { AppTransaction } from '../database/database.ts';

/** Who asks: whose name stands on the page and in the consent, and the languages they offer. */
export type Asking = { readonly place: string; readonly offered: readonly string[] };

/** How long a name in a consent may be; a longer one is cut. */
const MAX_PLACE_LENGTH = 120;

export async function readAsking(transaction: AppTransaction): Promise<Asking> {
  const row = await transaction
    .selectFrom('organizations as o')
    .innerJoin('configurations as c', 'c.organization_id', 'o.organization_id')
    .select(['o.name', 'c.languages', 'c.appearance'])
    .executeTakeFirstOrThrow();
  const place = row.appearance.brand?.name ?? row.name;
  return { place: place.slice(0, MAX_PLACE_LENGTH), offered: row.languages };
}
