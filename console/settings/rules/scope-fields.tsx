import { useState } from 'react';
import type { ReactElement } from 'react';
import type { RuleScope } from '../../../contract/alert-rule.ts';
import type { PlacesReply } from '../../../contract/protocol/places.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { CheckEntry } from '../form/check-entry.tsx';
import { FieldGroup } from '../form/field.tsx';
import { RadioEntry } from '../form/radio-entry.tsx';
import { isWithin, placesBelow, placeTree } from '../places/place-tree.ts';
import type { Reach } from '../places/place-tree.ts';

type ScopeFieldsProps = {
  scope: RuleScope;
  places: PlacesReply;
  /** Where one may set rules. */
  reach: Reach;
  onChange: (scope: RuleScope) => void;
};

/** Where a rule holds: places with all below them, of those perhaps some touchpoints only, and when. */
export function ScopeFields(props: ScopeFieldsProps): ReactElement {
  const { t } = useLanguage();
  const { scope, places, reach, onChange } = props;
  const { locationIds, touchpointIds } = scope;
  const [some, setSome] = useState(locationIds.length > 0 || touchpointIds.length > 0);
  const covered = placesBelow(places.locations, locationIds);
  const listed = places.touchpoints.filter(
    ({ locationId }) => locationIds.length === 0 || covered.has(locationId),
  );

  return (
    <>
      <FieldGroup path="/scope/locationIds" label={t('rules.where')}>
        {reach === null && (
          <RadioEntry
            name="where"
            value={some ? 'some' : 'all'}
            choices={[
              { value: 'all', label: t('places.everywhere') },
              { value: 'some', label: t('rules.somePlaces') },
            ]}
            onChange={(value) => {
              setSome(value === 'some');
              if (value === 'all') {
                onChange({ ...scope, locationIds: [], touchpointIds: [] });
              }
            }}
          />
        )}
        {(some || reach !== null) && (
          <ul className="tree">
            {placeTree(places.locations).map(({ place, depth }) => {
              const isOwn = locationIds.includes(place.id);
              const isCovered = !isOwn && covered.has(place.id);
              return (
                <li key={place.id} data-depth={Math.min(depth, 5)}>
                  <CheckEntry
                    label={place.name}
                    checked={isOwn || isCovered}
                    disabled={isCovered || !isWithin(reach, place.id)}
                    onChange={(checked) => {
                      const below = placesBelow(places.locations, [place.id]);
                      onChange({
                        ...scope,
                        locationIds: checked
                          ? [...locationIds.filter((id) => !below.has(id)), place.id]
                          : locationIds.filter((id) => id !== place.id),
                      });
                    }}
                  />
                </li>
              );
            })}
          </ul>
        )}
      </FieldGroup>
      {(some || reach !== null) && listed.length > 0 && (
        <FieldGroup path="/scope/touchpointIds" label={t('rules.touchpoints')}>
          <details className="more" open={touchpointIds.length > 0}>
            <summary>
              {touchpointIds.length === 0
                ? t('rules.allTouchpoints')
                : t('rules.onlyTouchpoints', { count: touchpointIds.length })}
            </summary>
            <ul className="tree">
              {listed.map(({ id, name, locationId }) => (
                <li key={id}>
                  <CheckEntry
                    label={`${name}, ${nameOf(locationId)}`}
                    checked={touchpointIds.includes(id)}
                    disabled={!isWithin(reach, locationId)}
                    onChange={(checked) =>
                      onChange({
                        ...scope,
                        touchpointIds: checked
                          ? [...touchpointIds, id]
                          : touchpointIds.filter((other) => other !== id),
                      })
                    }
                  />
                </li>
              ))}
            </ul>
          </details>
        </FieldGroup>
      )}
      <FieldGroup path="/scope/hours" label={t('rules.hours')}>
        <RadioEntry
          name="hours"
          value={scope.hours}
          choices={[
            { value: 'open', label: t('rules.open') },
            { value: 'always', label: t('rules.always') },
          ]}
          onChange={(hours) => onChange({ ...scope, hours })}
        />
      </FieldGroup>
    </>
  );

  function nameOf(locationId: string): string {
    return places.locations.find(({ id }) => id === locationId)?.name ?? '';
  }
}
