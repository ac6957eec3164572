import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { PlaceIcon } from '../look/icons.tsx';
import { useAlerts } from './alerts-context.ts';

/** Which places are looked at; nothing to choose where there is one. The device's own list is the best on a phone. */
export function PlaceFilter(): ReactElement | null {
  const { placeId, places, choosePlace } = useAlerts();
  const { t } = useLanguage();
  if (places.length < 2) {
    return null;
  }
  return (
    <span className="choice">
      <PlaceIcon />
      <select
        data-place-filter
        aria-label={t('board.place')}
        value={placeId ?? ''}
        onChange={({ currentTarget }) =>
          choosePlace(currentTarget.value === '' ? null : currentTarget.value)
        }
      >
        <option value="">{t('board.everywhere')}</option>
        {places.map(({ id, name, depth }) => (
          <option key={id} value={id}>
            {`${'\u2003'.repeat(depth)}${name}`}
          </option>
        ))}
      </select>
    </span>
  );
}
