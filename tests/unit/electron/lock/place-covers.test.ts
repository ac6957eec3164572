import { describe, expect, it } from 'vitest';
import { placeCovers } from '../../../../electron/lock/place-covers.ts';

const NONE: ReadonlyMap<string, string | null> = new Map();

function maker(): () => string {
  let made = 0;
  return () => `cover ${(made += 1)}`;
}

describe('covers of displays', () => {
  it('are made one for each', () => {
    expect([...placeCovers(['left', 'right'], NONE, maker())]).toEqual([
      ['cover 1', 'left'],
      ['cover 2', 'right'],
    ]);
  });

  it('stay where they are when another display comes or goes', () => {
    const make = maker();
    const one = placeCovers(['left'], NONE, make);
    const two = placeCovers(['above', 'left'], one, make);
    expect([...two]).toEqual([
      ['cover 1', 'left'],
      ['cover 2', 'above'],
    ]);
    expect([...placeCovers(['above'], two, make)]).toEqual([
      ['cover 1', null],
      ['cover 2', 'above'],
    ]);
  });

  it('are kept when there is nothing to cover, and taken for the next display', () => {
    const make = maker();
    const idle = placeCovers([], placeCovers(['left', 'right'], NONE, make), make);
    expect([...idle]).toEqual([
      ['cover 1', null],
      ['cover 2', null],
    ]);
    expect([...placeCovers(['below'], idle, make)]).toEqual([
      ['cover 1', 'below'],
      ['cover 2', null],
    ]);
  });

  it('move along with a display that moves', () => {
    const make = maker();
    const before = placeCovers(['800x480'], NONE, make);
    expect([...placeCovers(['1920x1080'], before, make)]).toEqual([['cover 1', '1920x1080']]);
  });
});
