import type { HolidayRegion, HolidayRegionsReply } from '../../contract/protocol/places.ts';

/** What of a region the calendar of holidays does not know, and what it does; null: it knows it. */
export type RegionFault = { readonly field: 'country' | 'state'; readonly message: string };

/** The calendars of the world are loaded with the first region that somebody names. */
export async function findRegionFault({
  country,
  state,
}: HolidayRegion): Promise<RegionFault | null> {
  const { default: Holidays } = await import('date-holidays');
  const calendar = new Holidays();
  if (!Object.hasOwn(calendar.getCountries(), country)) {
    return { field: 'country', message: 'must be a country whose public holidays are known' };
  }
  // Where there are none the library has nothing, whatever its types say.
  const states: Readonly<Record<string, string>> = calendar.getStates(country) ?? {};
  if (state === null || Object.hasOwn(states, state)) {
    return null;
  }
  const known = Object.keys(states);
  return {
    field: 'state',
    message:
      known.length === 0
        ? `must be null: no states of ${country} have holidays of their own`
        : `must be null or one of ${known.join(', ')}`,
  };
}

/** Every region whose holidays are known. */
export async function readHolidayRegions(): Promise<HolidayRegionsReply> {
  const { default: Holidays } = await import('date-holidays');
  const calendar = new Holidays();
  return {
    countries: Object.keys(calendar.getCountries()).map((country) => {
      const states: Readonly<Record<string, string>> = calendar.getStates(country) ?? {};
      return { country, states: Object.entries(states).map(([state, name]) => ({ state, name })) };
    }),
  };
}
