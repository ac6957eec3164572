import { describe, expect, it } from 'vitest';
import { findRegionFault } from '../../../../hub/places/holiday-regions.ts';

describe('findRegionFault', () => {
  it('knows countries, and states whose holidays differ', async () => {
    expect(await findRegionFault({ country: 'NL', state: null })).toBeNull();
    expect(await findRegionFault({ country: 'DE', state: 'BY' })).toBeNull();
  });

  it('says which of the two it does not know, and what it does', async () => {
    expect(await findRegionFault({ country: 'QQ', state: null })).toEqual({
      field: 'country',
      message: 'must be a country whose public holidays are known',
    });
    expect(await findRegionFault({ country: 'DE', state: 'XX' })).toEqual({
      field: 'state',
      message: expect.stringMatching(/^must be null or one of BB, BE, .*TH$/),
    });
    expect(await findRegionFault({ country: 'MC', state: 'XX' })).toEqual({
      field: 'state',
      message: 'must be null: no states of MC have holidays of their own',
    });
  });

  it('takes nothing for a country that objects have by themselves', async () => {
    expect(await findRegionFault({ country: 'toString', state: null })).not.toBeNull();
    expect(await findRegionFault({ country: 'DE', state: 'toString' })).not.toBeNull();
  });
});
