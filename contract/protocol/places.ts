import { z } from 'zod';
import { HubId } from '../identifiers.ts';
import { OpeningHours } from '../opening-hours.ts';

/** Whose public holidays a location keeps; the names are those of `date-holidays`, such as `NL` or `DE` and `BY`. */
export const HolidayRegion = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a country such as "NL"'),
  state: z.string().min(1).max(10).nullable(),
});
export type HolidayRegion = z.infer<typeof HolidayRegion>;

const Hours = {
  /** Null: those of the nearest location above it that has some, then those of the organization. */
  hours: OpeningHours.nullable(),
  /** Closed on its public holidays; null: as the location above it, and none at the top. */
  holidays: HolidayRegion.nullable(),
};

export const Place = z.strictObject({
  id: HubId,
  name: z.string(),
  parentId: HubId.nullable(),
  ...Hours,
});
export type Place = z.infer<typeof Place>;

/** `GET /v1/places`: the locations and touchpoints that somebody may see. A parent that they may not see is null. */
export const PlacesReply = z.strictObject({
  locations: z.array(Place),
  touchpoints: z.array(z.strictObject({ id: HubId, name: z.string(), locationId: HubId })),
});
export type PlacesReply = z.infer<typeof PlacesReply>;

/** `PUT /v1/places/:locationId/hours`, answered by the place as it is now. */
export const PlaceHoursRequest = z.strictObject(Hours);
export type PlaceHoursRequest = z.infer<typeof PlaceHoursRequest>;
export const PlaceReply = z.strictObject({ place: Place });
export type PlaceReply = z.infer<typeof PlaceReply>;

/** `GET /v1/holiday-regions`: whose public holidays the hub knows. */
export const HolidayRegionsReply = z.strictObject({
  countries: z.array(
    z.strictObject({
      country: HolidayRegion.shape.country,
      /** Those with holidays of their own, by their own names. */
      states: z.array(z.strictObject({ state: z.string(), name: z.string() })),
    }),
  ),
});
export type HolidayRegionsReply = z.infer<typeof HolidayRegionsReply>;
