import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Grant } from '../../../contract/protocol/me.ts';
import { GrantsRequest } from '../../../contract/protocol/people.ts';
import type { Member } from '../../../contract/protocol/people.ts';
import type { Place } from '../../../contract/protocol/places.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { FormFrame } from '../form/form-frame.tsx';
import { Removal } from '../form/removal.tsx';
import { useForm } from '../form/use-form.ts';
import { Loaded } from '../loaded.tsx';
import { useMe } from '../me-context.ts';
import { BackTo, SettingsFrame } from '../settings-frame.tsx';
import { peopleQuery, placesQuery } from '../settings-queries.ts';
import { giverOf, mayGive } from './giving.ts';
import { GrantsFields } from './grants-fields.tsx';

/** What one person may do where. */
export function PersonPage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const { userId } = useParams({ from: '/settings/people/$userId' });
  const people = useQuery(peopleQuery(client));
  const places = useQuery(placesQuery(client));
  const found = people.data?.people.find((member) => member.userId === userId);
  return (
    <SettingsFrame
      section="people"
      title={found?.name ?? t('section.people')}
      {...(found === undefined ? {} : { lead: found.email })}
      back={<BackTo section="people" />}
    >
      <Loaded query={places}>
        {({ locations }) => (
          <Loaded query={people}>
            {({ people: members }) => {
              const member = members.find((each) => each.userId === userId);
              return member === undefined ? (
                <p>{t('failure.notFound')}</p>
              ) : (
                <PersonEditor key={userId} member={member} locations={locations} />
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </SettingsFrame>
  );
}

function PersonEditor(props: { member: Member; locations: readonly Place[] }): ReactElement {
  const { member, locations } = props;
  const { client } = useServices();
  const { t } = useLanguage();
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const giver = giverOf(me.grants, locations);
  const form = useForm<{ grants: readonly Grant[] }, Member>({
    initial: { grants: member.grants },
    schema: GrantsRequest,
    root: '',
    save: (draft) => client.setGrants(member.userId, draft.grants),
    onSaved: leave,
  });
  const mayTakeAll = member.grants.every((grant) => mayGive(giver, grant));
  const isSelf = member.userId === me.user.id;

  async function leave(): Promise<void> {
    await queries.invalidateQueries(peopleQuery(client));
    await navigate({ to: '/settings/people' });
  }

  return (
    <FormFrame
      form={form}
      label={t('grants.title')}
      ways={
        mayTakeAll &&
        !isSelf && (
          <Removal
            form={form}
            label={t('people.remove')}
            title={t('people.removeTitle', { name: member.name })}
            lead={t('people.removeLead')}
            remove={() => client.removeMember(member.userId)}
            onGone={leave}
          />
        )
      }
    >
      <div className="sheet">
        <GrantsFields
          grants={form.draft.grants}
          locations={locations}
          giver={giver}
          onChange={(grants) => form.change({ grants })}
        />
      </div>
    </FormFrame>
  );
}
