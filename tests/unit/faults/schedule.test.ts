import { describe, expect, it } from 'vitest';
import { partOf } from '../../faults/fault.ts';
import { FAULT_NAMES, makeSchedule } from '../../faults/schedule.ts';

describe('makeSchedule', () => {
  const wish = { seed: 11, faults: 300, presses: 5_000 };

  it('gives the same schedule for the same seed, and another for another', () => {
    expect(makeSchedule(wish)).toEqual(makeSchedule(wish));
    expect(makeSchedule({ ...wish, seed: 12 }).faults).not.toEqual(makeSchedule(wish).faults);
  });

  it('has every kind of fault in it, in its first half already', () => {
    const { faults } = makeSchedule(wish);
    const early = new Set(faults.slice(0, 150).map(({ fault }) => fault.kind));
    expect([...early].toSorted()).toEqual(Object.keys(partOf).toSorted());
  });

  it('has every form of damage, jump and bad line in it', () => {
    const forms = makeSchedule(wish).faults.flatMap(({ fault }) => {
      switch (fault.kind) {
        case 'journal-damaged':
          return [fault.damage.what];
        case 'clock-jump':
          return [fault.jump.to];
        case 'network':
          return [fault.line.kind];
        default:
          return [];
      }
    });
    expect([...new Set(forms)].toSorted()).toEqual([
      '1970',
      'cut',
      'delay',
      'directory-removed',
      'flipped',
      'half-open',
      'portal',
      'reset',
      'shifted',
      'torn',
      'truncated',
    ]);
  });

  it('spreads the faults over the presses, one after the other', () => {
    const places = makeSchedule(wish).faults.map(({ atPress }) => atPress);
    expect(places).toHaveLength(300);
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
    expect(places[0]).toBeLessThan(60);
    expect(places.at(-1)).toBeGreaterThan(4_900);
    expect(places.at(-1)).toBeLessThanOrEqual(5_000);
  });

  it('draws a short run from the kinds it was given', () => {
    const { faults } = makeSchedule({
      ...wish,
      faults: 3,
      first: ['power-cut', 'hub-killed', 'network-cut'],
    });
    expect(faults.map(({ fault }) => fault.kind).toSorted()).toEqual([
      'hub-killed',
      'network',
      'power-cut',
    ]);
  });

  it('takes no more kinds than a run has faults', () => {
    expect(makeSchedule({ seed: 1, faults: 5, presses: 50 }).faults).toHaveLength(5);
    expect(FAULT_NAMES.length).toBeGreaterThan(5);
  });
});
