import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { MAY_SET_ALERTS } from '../../../contract/protocol/me.ts';
import type { PlacesReply } from '../../../contract/protocol/places.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { Loaded } from '../loaded.tsx';
import { useMe } from '../me-context.ts';
import type { Translate } from '../../language/translator.ts';
import { SettingsFrame } from '../settings-frame.tsx';
import { placesQuery } from '../settings-queries.ts';
import { isWithin, placeTree, reachOf } from './place-tree.ts';

/** The tree of places, each with what is set for it. */
export function PlacesPage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const me = useMe();
  const places = useQuery(placesQuery(client));
  return (
    <SettingsFrame section="places" title={t('section.places')} lead={t('sectionLead.places')}>
      <Loaded query={places}>
        {({ locations, touchpoints }) => {
          const reach = reachOf(me.grants, MAY_SET_ALERTS, locations);
          return (
            <ul className="tree tree--places">
              {placeTree(locations).map(({ place, depth }) => (
                <li key={place.id} className="whole" data-depth={Math.min(depth, 5)}>
                  <div className="row__what">
                    {isWithin(reach, place.id) ? (
                      <Link
                        className="whole__link"
                        to="/settings/places/$locationId"
                        params={{ locationId: place.id }}
                      >
                        {place.name}
                      </Link>
                    ) : (
                      <span>{place.name}</span>
                    )}
                    <small>{aboutPlace(place, touchpoints, t)}</small>
                  </div>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </SettingsFrame>
  );
}

/** How many touchpoints it has itself, where it has any, and whose opening hours hold. */
function aboutPlace(
  place: PlacesReply['locations'][number],
  touchpoints: PlacesReply['touchpoints'],
  t: Translate,
): string {
  const count = touchpoints.filter(({ locationId }) => locationId === place.id).length;
  return [
    ...(count === 0 ? [] : [t('places.touchpoints', { count })]),
    t(place.hours === null ? 'places.hoursAbove' : 'places.hoursOwn'),
  ].join(' · ');
}
