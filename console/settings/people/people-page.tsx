import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Invitation, Member } from '../../../contract/protocol/people.ts';
import type { Place } from '../../../contract/protocol/places.ts';
import { failureMessage } from '../../api/failure-message.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { Moment } from '../../shell/moment.tsx';
import { useNow } from '../../shell/use-now.ts';
import { useServices } from '../../shell/services.ts';
import { AskFirst } from '../form/ask-first.tsx';
import { Loaded } from '../loaded.tsx';
import { useMe } from '../me-context.ts';
import { SettingsFrame } from '../settings-frame.tsx';
import { peopleQuery, placesQuery } from '../settings-queries.ts';
import { giverOf, mayGive } from './giving.ts';
import { grantInWords } from './grant-words.ts';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

/** Who may do what where, and who is asked in. */
export function PeoplePage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const people = useQuery(peopleQuery(client));
  const places = useQuery(placesQuery(client));
  return (
    <SettingsFrame
      section="people"
      title={t('section.people')}
      lead={t('sectionLead.people')}
      ways={
        <Link to="/settings/people/invite" className="control">
          {t('invite.title')}
        </Link>
      }
    >
      <Loaded query={places}>
        {({ locations }) => (
          <Loaded query={people}>
            {({ people: members, invitations }) => (
              <>
                {invitations.length > 0 && (
                  <section className="sheet">
                    <h2>{t('invitations.title')}</h2>
                    <ul className="rows">
                      {invitations.map((invitation) => (
                        <OpenInvitation
                          key={invitation.id}
                          invitation={invitation}
                          locations={locations}
                        />
                      ))}
                    </ul>
                  </section>
                )}
                <ul className="cards">
                  {members.map((member) => (
                    <li key={member.userId}>
                      <MemberCard member={member} locations={locations} />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </SettingsFrame>
  );
}

function MemberCard(props: { member: Member; locations: readonly Place[] }): ReactElement {
  const { t } = useLanguage();
  const { member, locations } = props;
  return (
    <article className="card whole">
      <div className="card__what">
        <h2>
          <Link
            className="whole__link"
            to="/settings/people/$userId"
            params={{ userId: member.userId }}
          >
            {member.name}
          </Link>
        </h2>
        <p>{member.email}</p>
        {!member.isVerified && <p>{t('people.notVerified')}</p>}
      </div>
      <ul className="marks">
        {member.grants.map((grant) => (
          <li key={grant.locationId} className="mark" data-plain="true">
            {grantInWords(grant, locations, t)}
          </li>
        ))}
      </ul>
    </article>
  );
}

function OpenInvitation(props: {
  invitation: Invitation;
  locations: readonly Place[];
}): ReactElement {
  const { client } = useServices();
  const { t, times } = useLanguage();
  const me = useMe();
  const nowMs = useNow();
  const queries = useQueryClient();
  const { invitation, locations } = props;
  const giver = giverOf(me.grants, locations);
  const withdrawal = useSoleMutation({
    mutationFn: () => client.withdrawInvitation(invitation.id),
    onSuccess: () => queries.invalidateQueries(peopleQuery(client)),
  });
  const reply = withdrawal.data;
  return (
    <li className="row">
      <div className="row__what">
        <strong>{invitation.email}</strong>
        <small>
          {invitation.grants.map((grant) => grantInWords(grant, locations, t)).join('; ')}
        </small>
        <small>
          {t('invitations.by', {
            name: invitation.invitedBy,
            until: times.clock(invitation.expiresAtMs, nowMs),
          })}
          {' · '}
          <Moment atMs={invitation.createdAtMs} />
        </small>
      </div>
      {invitation.grants.every((grant) => mayGive(giver, grant)) && (
        <AskFirst
          label={t('invitations.withdraw')}
          of={invitation.email}
          title={t('invitations.withdrawTitle', { email: invitation.email })}
          lead={t('invitations.withdrawLead')}
          doIt={t('invitations.withdraw')}
          busy={withdrawal.isPending}
          grave
          onDo={() => withdrawal.mutate()}
        />
      )}
      {reply?.ok === false && (
        <p className="row__fault" role="alert">
          {failureMessage(reply.failure, t)}
        </p>
      )}
    </li>
  );
}
