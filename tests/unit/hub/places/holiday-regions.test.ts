import { describe, expect, it } from 'vitest';
import { HolidayRegionsReply } from '../../../../contract/protocol/places.ts';
import { findRegionFault, readHolidayRegions } from '../../../../hub/places/holiday-regions.ts';

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

describe('readHolidayRegions', () => {
  it('offers what the hub takes, all of it', async () => {
    const regions = await readHolidayRegions();
    expect(HolidayRegionsReply.parse(regions)).toEqual(regions);
    expect(regions.countries.length).toBeGreaterThan(100);
    const faults = await Promise.all(
      regions.countries.flatMap(({ country, states }) =>
        [null, ...states.map(({ state }) => state)].map((state) =>
          findRegionFault({ country, state }),
        ),
      ),
    );
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
  });
});
