import type { Grant } from '../../../contract/protocol/me.ts';
import type { Place } from '../../../contract/protocol/places.ts';
import type { Translate } from '../../language/translator.ts';

/** "Manager, Utrecht": a place that the reader does not see lies above theirs. */
export function grantInWords(
  { role, locationId }: Grant,
  locations: readonly Place[],
  t: Translate,
): string {
  const place =
    locationId === null
      ? t('places.everywhere')
      : (locations.find(({ id }) => id === locationId)?.name ?? t('places.elsewhere'));
  return `${t(`role.${role}`)}, ${place}`;
}
