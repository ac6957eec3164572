import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../../contract/protocol/me.ts';
import {
  giverOf,
  mayGive,
  nextGrant,
  placedTwice,
  rolesAt,
} from '../../../../console/settings/people/giving.ts';
import {
  handlersAt,
  toSaidShifts,
  toShifts,
} from '../../../../console/settings/places/rota-draft.ts';
import { placesBelow, placeTree } from '../../../../console/settings/places/place-tree.ts';

const place = (id: string, parentId: string | null) => ({
  id,
  name: id.toUpperCase(),
  parentId,
  hours: null,
  holidays: null,
});
/** The middle of a region comes before the region itself, as names may have it. */
const PLACES = [place('city', 'region'), place('other', null), place('region', null)];
const MANAGER: readonly Grant[] = [{ role: 'manager', locationId: 'region' }];
const ADMIN: readonly Grant[] = [{ role: 'admin', locationId: null }];

describe('placeTree', () => {
  it('reads each place before those below it, and takes one whose parent is not seen for a root', () => {
    expect(
      placeTree([...PLACES, place('lost', 'unseen')]).map(({ place: { id }, depth }) => [
        id,
        depth,
      ]),
    ).toEqual([
      ['other', 0],
      ['region', 0],
      ['city', 1],
      ['lost', 0],
    ]);
  });

  it('finds all below', () => {
    expect([...placesBelow(PLACES, ['region'])]).toEqual(['region', 'city']);
  });
});

describe('mayGive', () => {
  it('lets managers give staff at and below their places, and nothing else', () => {
    const giver = giverOf(MANAGER, PLACES);
    expect(rolesAt(giver, 'city')).toEqual(['staff']);
    expect(rolesAt(giver, 'other')).toEqual([]);
    expect(mayGive(giver, { role: 'staff', locationId: null })).toBe(false);
    expect(mayGive(giver, { role: 'manager', locationId: 'city' })).toBe(false);
  });

  it('lets admins everywhere give everything', () => {
    expect(rolesAt(giverOf(ADMIN, PLACES), null)).toEqual([
      'staff',
      'manager',
      'analyst',
      'it',
      'admin',
    ]);
  });

  it('lets an admin of a place give nothing beyond it', () => {
    const giver = giverOf([{ role: 'admin', locationId: 'city' }], PLACES);
    expect(mayGive(giver, { role: 'admin', locationId: 'city' })).toBe(true);
    expect(mayGive(giver, { role: 'staff', locationId: 'region' })).toBe(false);
  });
});

describe('nextGrant', () => {
  it('begins with staff at the first place without a role, until there is none', () => {
    const giver = giverOf(MANAGER, PLACES);
    expect(nextGrant(giver, [], PLACES)).toEqual({ role: 'staff', locationId: 'city' });
    const both: Grant[] = [
      { role: 'staff', locationId: 'city' },
      { role: 'staff', locationId: 'region' },
    ];
    expect(nextGrant(giver, both, PLACES)).toBeNull();
    expect(placedTwice([...both, { role: 'manager', locationId: 'city' }])).toBe(true);
    expect(placedTwice(both)).toBe(false);
  });
});

describe('a rota', () => {
  it('keeps the nights of two people apart', () => {
    const said = [
      { userId: 'anna', day: 1, from: '22:00', until: '06:00' },
      { userId: 'sam', day: 2, from: '00:00', until: '06:00' },
    ];
    const kept = toShifts(said);
    expect(kept).toEqual([
      { userId: 'anna', day: 1, from: '22:00', until: '24:00' },
      { userId: 'anna', day: 2, from: '00:00', until: '06:00' },
      { userId: 'sam', day: 2, from: '00:00', until: '06:00' },
    ]);
    expect(toSaidShifts(kept)).toEqual(said);
  });

  it('is for those who may handle alerts there, by a role there or above', () => {
    const member = (name: string, grants: Grant[]) => ({
      userId: name,
      name,
      email: `${name}@example.com`,
      isVerified: true,
      grants,
    });
    const members = [
      member('here', [{ role: 'staff', locationId: 'city' }]),
      member('above', [{ role: 'manager', locationId: 'region' }]),
      member('unseen', [{ role: 'manager', locationId: 'country' }]),
      member('elsewhere', [{ role: 'staff', locationId: 'other' }]),
      member('looker', [{ role: 'analyst', locationId: null }]),
    ];
    const city = PLACES[0];
    expect(
      city === undefined ? [] : handlersAt(city, members, PLACES).map(({ name }) => name),
    ).toEqual(['here', 'above', 'unseen']);
  });
});
