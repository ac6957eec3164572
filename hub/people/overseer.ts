import { MAY_INVITE, type Grant } from '../../contract/protocol/me.ts';
import type { AppTransaction } from '../database/database.ts';
import type { Giver } from './grant-rules.ts';
import { isWithin, readAbove, readScope, type Scope } from './scope.ts';

/** Somebody who decides over people, and where. */
export type Overseer = Giver & {
  readonly scope: Scope;
  /** The locations above theirs: a role there holds at theirs too. */
  readonly above: ReadonlySet<string>;
};

export async function readOverseer(
  transaction: AppTransaction,
  person: { readonly grants: readonly Grant[] },
): Promise<Overseer> {
  const roots = person.grants.flatMap(({ role, locationId }) =>
    MAY_INVITE.includes(role) && locationId !== null ? [locationId] : [],
  );
  return {
    admin: await readScope(transaction, person, ['admin']),
    manager: await readScope(transaction, person, ['manager']),
    scope: await readScope(transaction, person, MAY_INVITE),
    above: await readAbove(transaction, roots),
  };
}

/** Those that hold at a place of theirs. */
export function visibleGrants({ scope, above }: Overseer, grants: readonly Grant[]): Grant[] {
  return grants.filter(
    ({ locationId }) => locationId === null || above.has(locationId) || isWithin(scope, locationId),
  );
}
