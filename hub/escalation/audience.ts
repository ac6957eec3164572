import type { Audience } from '../../contract/alert-rule.ts';
import { openAt } from '../../contract/open-at.ts';
import { MAY_HANDLE_ALERTS, type Grant, type Role } from '../../contract/protocol/me.ts';
import type { Shift } from '../../contract/protocol/people.ts';

/** Whoever may have to hear of something at a place. */
export type PlaceFacts = {
  /** The location and all above it, nearest first; none for what belongs to no location. */
  readonly locationIds: readonly string[];
  /** Of members only, and only at these locations or everywhere: nobody else may see what is there. */
  readonly grants: readonly (Grant & { readonly userId: string })[];
  /** Of the nearest of these locations that has any. */
  readonly shifts: readonly Shift[];
  /** The location's clock. */
  readonly timeZone: string;
};

/** Somebody who is to be told. */
export type Listener = {
  readonly userId: string;
  /** By the rota of the place, now: quiet hours hold nothing back from them. */
  readonly isOnDuty: boolean;
};

/**
 * Whom these audiences name at a place, each once; where they name somebody and nobody is found, the first of the
 * {@link lastResorts}.
 *
 * @param nowMs wall clock in milliseconds.
 */
export function listenersOf(
  audiences: readonly Audience[],
  facts: PlaceFacts,
  nowMs: number,
): readonly Listener[] {
  const onDuty = new Set(onDutyAt(facts, nowMs));
  const named = new Set(audiences.flatMap((audience) => namedBy(audience, facts, onDuty)));
  return audiences.length > 0 && named.size === 0
    ? (lastResorts(facts, nowMs)[0] ?? [])
    : [...named].map((userId) => ({ userId, isOnDuty: onDuty.has(userId) }));
}

/**
 * To whom to turn where nobody else is found or reached, in this order: the managers of the nearest place that has any,
 * those of each place above it, then the admins of the place. Nobody is among them who may not see the alert. As
 * there is always an admin everywhere, no alert comes to nobody for want of people; whether a message reaches one of them is
 * theirs to choose.
 *
 * @param nowMs wall clock in milliseconds.
 */
export function lastResorts(facts: PlaceFacts, nowMs: number): readonly (readonly Listener[])[] {
  const onDuty = new Set(onDutyAt(facts, nowMs));
  const managers = [...facts.locationIds, null].map((at) =>
    unique(facts.grants.filter(({ role, locationId }) => role === 'manager' && locationId === at)),
  );
  return [...managers, holdersOf(facts, ['admin'])]
    .filter((people) => people.length > 0)
    .map((people) => people.map((userId) => ({ userId, isOnDuty: onDuty.has(userId) })));
}

function namedBy(
  audience: Audience,
  facts: PlaceFacts,
  onDuty: ReadonlySet<string>,
): readonly string[] {
  switch (audience.kind) {
    case 'on-duty':
      return onDuty.size > 0 ? [...onDuty] : staffOf(facts);
    case 'role':
      return holdersOf(facts, [audience.role]);
    case 'person':
      return holdersOf(facts).filter((userId) => userId === audience.userId);
  }
}

/** A shift outlives the role of whoever has it. */
function onDutyAt(facts: PlaceFacts, nowMs: number): readonly string[] {
  const mayHandle = new Set(holdersOf(facts, MAY_HANDLE_ALERTS));
  return facts.shifts
    .filter(({ userId, ...span }) => {
      const hours = { timeZone: facts.timeZone, weekly: [span], closedOn: [] };
      return mayHandle.has(userId) && openAt(hours, nowMs);
    })
    .map(({ userId }) => userId);
}

/** All who work there: staff who may be sent there, and the place's own managers. */
function staffOf(facts: PlaceFacts): readonly string[] {
  const here = facts.locationIds[0] ?? null;
  return [
    ...holdersOf(facts, ['staff']),
    ...facts.grants
      .filter(({ role, locationId }) => role === 'manager' && locationId === here)
      .map(({ userId }) => userId),
  ];
}

/** Those who have one of the roles at the place: there, or above. */
function holdersOf(
  { grants, locationIds }: PlaceFacts,
  roles?: readonly Role[],
): readonly string[] {
  return unique(
    grants.filter(
      ({ role, locationId }) =>
        (roles === undefined || roles.includes(role)) &&
        (locationId === null || locationIds.includes(locationId)),
    ),
  );
}

function unique(people: readonly { readonly userId: string }[]): readonly string[] {
  return [...new Set(people.map(({ userId }) => userId))];
}
