import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { Loaded } from '../loaded.tsx';
import { BackTo, SettingsFrame } from '../settings-frame.tsx';
import { peopleQuery, placesQuery, rotaQuery } from '../settings-queries.ts';
import { HoursForm } from './hours-form.tsx';
import { RotaForm } from './rota-form.tsx';

/** When a place is open, and who is on duty there. */
export function PlacePage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const { locationId } = useParams({ from: '/settings/places/$locationId' });
  const places = useQuery(placesQuery(client));
  const people = useQuery(peopleQuery(client));
  const rota = useQuery(rotaQuery(client, locationId));
  const found = places.data?.locations.find(({ id }) => id === locationId);
  return (
    <SettingsFrame
      section="places"
      title={found?.name ?? t('section.places')}
      back={<BackTo section="places" />}
    >
      <Loaded query={places}>
        {({ locations }) => {
          const place = locations.find(({ id }) => id === locationId);
          return place === undefined ? (
            <p>{t('failure.notFound')}</p>
          ) : (
            <>
              <HoursForm key={`hours ${locationId}`} place={place} locations={locations} />
              <Loaded query={people}>
                {({ people: members }) => (
                  <Loaded query={rota}>
                    {({ shifts }) => (
                      <RotaForm
                        key={`rota ${locationId}`}
                        place={place}
                        locations={locations}
                        members={members}
                        shifts={shifts}
                      />
                    )}
                  </Loaded>
                )}
              </Loaded>
            </>
          );
        }}
      </Loaded>
    </SettingsFrame>
  );
}
