import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import type { PlacesReply } from '../../contract/protocol/places.ts';
import { useLanguage } from '../language/language-context.tsx';
import { listPlaces, placesBelow } from '../places/place-tree.ts';
import type { ListedPlace } from '../places/place-tree.ts';
import { placesQuery } from '../places/places-query.ts';
import { useServices } from '../shell/services.ts';

type PlaceChoice = {
  /** The chosen location; null: everywhere, also when the chosen one is not theirs to see. */
  placeId: string | null;
  /** It and all below it; null: everywhere. */
  below: ReadonlySet<string> | null;
  places: readonly ListedPlace[];
  /** Null until they are known. */
  locations: PlacesReply['locations'] | null;
  choosePlace: (locationId: string | null) => void;
};

/** The place that is looked at: named by the address, and remembered for the next time. */
export function usePlaceChoice(): PlaceChoice {
  const { client, preferences } = useServices();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { place } = useSearch({ from: '/alerts' });
  const { alertId } = useParams({ strict: false });
  const { data } = useQuery(placesQuery(client));
  const locations = data?.locations ?? null;
  const places = useMemo(() => listPlaces(locations ?? [], language), [locations, language]);
  const wanted = place ?? preferences.read('place') ?? '';
  const known = locations === null || locations.some(({ id }) => id === wanted);
  const placeId = wanted === '' || !known ? null : wanted;
  const below = useMemo(
    () => (placeId === null ? null : placesBelow(locations ?? [], placeId)),
    [locations, placeId],
  );

  useEffect(() => {
    // The address of one alert is the same for everybody.
    if (alertId === undefined && placeId !== (place ?? null)) {
      void navigate({
        to: '.',
        replace: true,
        resetScroll: false,
        search: (now) => ({ ...now, place: placeId ?? undefined }),
      });
    }
  }, [alertId, place, placeId, navigate]);

  return {
    placeId,
    below,
    places,
    locations,
    choosePlace(locationId) {
      preferences.write('place', locationId ?? '');
      void navigate({
        to: '.',
        replace: true,
        resetScroll: false,
        search: (now) => ({ ...now, place: locationId ?? undefined }),
      });
    },
  };
}
