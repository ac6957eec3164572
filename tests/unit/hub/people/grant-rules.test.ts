import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Role, type Grant } from '../../../../contract/protocol/me.ts';
import { decideGrants, mayGive, type Giver } from '../../../../hub/people/grant-rules.ts';
import { EVERYWHERE, type Scope } from '../../../../hub/people/scope.ts';

/** Region above shop above corner; elsewhere beside them. */
const REGION = 'region';
const SHOP = 'shop';
const CORNER = 'corner';
const ELSEWHERE = 'elsewhere';
const BELOW: Readonly<Record<string, readonly string[]>> = {
  [REGION]: [REGION, SHOP, CORNER],
  [SHOP]: [SHOP, CORNER],
  [CORNER]: [CORNER],
  [ELSEWHERE]: [ELSEWHERE],
};
const PLACES = [null, REGION, SHOP, CORNER, ELSEWHERE] as const;

function scopeOf(grants: readonly Grant[], role: Role): Scope {
  const held = grants.filter((grant) => grant.role === role);
  return held.some(({ locationId }) => locationId === null)
    ? EVERYWHERE
    : {
        kind: 'at',
        locationIds: new Set(held.flatMap(({ locationId }) => BELOW[locationId ?? ''] ?? [])),
      };
}

function giverWith(grants: readonly Grant[]): Giver {
  return { admin: scopeOf(grants, 'admin'), manager: scopeOf(grants, 'manager') };
}

function grant(role: Role, locationId: string | null): Grant {
  return { role, locationId };
}

function decide(
  grants: readonly Grant[],
  current: readonly Grant[],
  wanted: readonly Grant[],
  otherAdmins = 1,
): ReturnType<typeof decideGrants> {
  const giver = giverWith(grants);
  const isKnown = (id: string): boolean =>
    [giver.admin, giver.manager].some(
      (scope) => scope.kind === 'everywhere' || scope.locationIds.has(id),
    );
  return decideGrants({ giver, current, wanted, isKnown, otherAdmins });
}

describe('decideGrants', () => {
  it('lets an admin everywhere give and take anything', () => {
    const before = [grant('it', REGION)];
    const after = [grant('admin', null), grant('analyst', ELSEWHERE)];
    expect(decide([grant('admin', null)], before, after)).toEqual({
      kind: 'change',
      give: after,
      take: before,
    });
  });

  it('lets an admin of a place give anything there and below, and nothing elsewhere', () => {
    const admin = [grant('admin', SHOP)];
    expect(decide(admin, [], [grant('admin', CORNER)]).kind).toBe('change');
    expect(decide(admin, [], [grant('staff', REGION)])).toEqual({ kind: 'unknown-location' });
    expect(decide(admin, [], [grant('staff', null)])).toEqual({
      kind: 'not-theirs',
      grant: grant('staff', null),
    });
  });

  it('lets a manager give and take the role staff at and below their places, and no other', () => {
    const manager = [grant('manager', SHOP)];
    const staff = grant('staff', CORNER);
    expect(decide(manager, [], [staff])).toEqual({ kind: 'change', give: [staff], take: [] });
    expect(decide(manager, [staff], [])).toEqual({ kind: 'change', give: [], take: [staff] });
    for (const role of Role.options.filter((other) => other !== 'staff')) {
      const other = grant(role, CORNER);
      expect(decide(manager, [], [other])).toEqual({ kind: 'not-theirs', grant: other });
      expect(decide(manager, [other], [])).toEqual({ kind: 'not-theirs', grant: other });
    }
    expect(decide(manager, [], [grant('staff', ELSEWHERE)])).toEqual({ kind: 'unknown-location' });
  });

  it('leaves what stays as it is to whoever may change it', () => {
    const manager = grant('manager', SHOP);
    const staff = grant('staff', CORNER);
    expect(decide([manager], [manager], [manager, staff])).toEqual({
      kind: 'change',
      give: [staff],
      take: [],
    });
  });

  it('never takes the last admin away', () => {
    const admin = grant('admin', null);
    const staff = grant('staff', SHOP);
    expect(decide([admin], [admin], [staff], 0)).toEqual({ kind: 'last-admin' });
    expect(decide([admin], [admin], [], 0)).toEqual({ kind: 'last-admin' });
    expect(decide([admin], [admin, staff], [admin], 0).kind).toBe('change');
    expect(decide([admin], [admin], [staff], 1).kind).toBe('change');
  });

  it('lets nobody raise themselves or anybody else above themselves', () => {
    const anyGrant = fc.record({
      role: fc.constantFrom(...Role.options),
      locationId: fc.constantFrom(...PLACES),
    });
    const covers = (grants: readonly Grant[], one: Grant): boolean =>
      grants.some(
        ({ role, locationId }) =>
          (role === 'admin' || role === one.role || (role === 'manager' && one.role === 'staff')) &&
          (locationId === null ||
            (one.locationId !== null && (BELOW[locationId] ?? []).includes(one.locationId))),
      );
    fc.assert(
      fc.property(
        fc.array(anyGrant, { minLength: 1 }),
        fc.array(anyGrant),
        fc.array(anyGrant),
        (grants, current, wanted) => {
          const decision = decide(grants, current, wanted);
          const changed = decision.kind === 'change' ? [...decision.give, ...decision.take] : [];
          expect(changed.filter((one) => !covers(grants, one))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('mayGive', () => {
  it('gives nothing everywhere to who has a place only', () => {
    const giver = giverWith([grant('admin', REGION), grant('manager', ELSEWHERE)]);
    expect(Role.options.filter((role) => mayGive(giver, grant(role, null)))).toEqual([]);
  });
});
