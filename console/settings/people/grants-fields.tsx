import type { ReactElement } from 'react';
import type { Grant } from '../../../contract/protocol/me.ts';
import type { Place } from '../../../contract/protocol/places.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { ChoiceEntry } from '../form/choice-entry.tsx';
import { FieldGroup } from '../form/field.tsx';
import { PlaceChoice } from '../places/place-choice.tsx';
import { grantInWords } from './grant-words.ts';
import { mayGive, nextGrant, placedTwice, rolesAt } from './giving.ts';
import type { Giver } from './giving.ts';

/** Which role somebody has where; what the reader does not decide over is shown and stays. */
export function GrantsFields(props: {
  grants: readonly Grant[];
  locations: readonly Place[];
  giver: Giver;
  onChange: (grants: Grant[]) => void;
}): ReactElement {
  const { t } = useLanguage();
  const { grants, locations, giver, onChange } = props;
  const next = nextGrant(giver, grants, locations);

  function put(index: number, grant: Grant | null): void {
    onChange(
      grants.flatMap((each, at) => (at === index ? (grant === null ? [] : [grant]) : [each])),
    );
  }

  return (
    <FieldGroup path="/grants" label={t('grants.title')} hint={t('grants.hint')}>
      <ul className="grants">
        {grants.map((grant, index) =>
          mayGive(giver, grant) ? (
            // oxlint-disable-next-line react/no-array-index-key -- a grant has no other name while its place changes
            <li key={index} className="grant">
              <ChoiceEntry
                path={`/grants/${index}/role`}
                label={t('grants.role')}
                value={grant.role}
                choices={rolesAt(giver, grant.locationId).map((role) => ({
                  value: role,
                  label: t(`role.${role}`),
                }))}
                onChange={(role) => put(index, { ...grant, role })}
              />
              <PlaceChoice
                path={`/grants/${index}/locationId`}
                label={t('grants.place')}
                locations={locations}
                reach={grant.role === 'staff' ? giver.any : giver.admin}
                value={grant.locationId}
                onChange={(locationId) => put(index, { ...grant, locationId })}
              />
              {grants.length > 1 && (
                <button
                  type="button"
                  className="control"
                  aria-label={t('form.removeNamed', { name: grantInWords(grant, locations, t) })}
                  onClick={() => put(index, null)}
                >
                  {t('form.remove')}
                </button>
              )}
            </li>
          ) : (
            // oxlint-disable-next-line react/no-array-index-key -- as above
            <li key={index} className="grant grant--fixed">
              {grantInWords(grant, locations, t)}
            </li>
          ),
        )}
      </ul>
      {placedTwice(grants) && <p className="entry__fault">{t('grants.twice')}</p>}
      {next !== null && (
        <button type="button" className="control" onClick={() => onChange([...grants, next])}>
          {t('grants.add')}
        </button>
      )}
    </FieldGroup>
  );
}
