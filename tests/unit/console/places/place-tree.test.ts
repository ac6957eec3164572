import { describe, expect, it } from 'vitest';
import { listPlaces, placesBelow } from '../../../../console/places/place-tree.ts';

const LOCATIONS = [
  { id: 'u10', name: 'Vloer 10', parentId: 'u' },
  { id: 'z', name: 'Zwolle', parentId: 'unseen' },
  { id: 'u', name: 'Utrecht', parentId: null },
  { id: 'u2', name: 'Vloer 2', parentId: 'u' },
  { id: 'u2a', name: 'Kassa', parentId: 'u2' },
];

describe('The tree of places', () => {
  it('is listed by name, each place under the one that it is in', () => {
    expect(listPlaces(LOCATIONS, 'nl')).toEqual([
      { id: 'u', name: 'Utrecht', depth: 0 },
      { id: 'u2', name: 'Vloer 2', depth: 1 },
      { id: 'u2a', name: 'Kassa', depth: 2 },
      { id: 'u10', name: 'Vloer 10', depth: 1 },
      { id: 'z', name: 'Zwolle', depth: 0 },
    ]);
  });

  it('knows all that is below a place', () => {
    expect(placesBelow(LOCATIONS, 'u')).toEqual(new Set(['u', 'u10', 'u2', 'u2a']));
    expect(placesBelow(LOCATIONS, 'u2')).toEqual(new Set(['u2', 'u2a']));
  });
});
