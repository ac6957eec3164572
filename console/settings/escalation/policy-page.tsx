import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { Loaded } from '../loaded.tsx';
import { BackTo, SettingsFrame } from '../settings-frame.tsx';
import { channelsQuery, peopleQuery, policiesQuery } from '../settings-queries.ts';
import { PolicyEditor } from './policy-editor.tsx';

/** One policy, or a new one. */
export function PolicyPage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const { policyId } = useParams({ from: '/settings/escalation/$policyId' });
  const policies = useQuery(policiesQuery(client));
  const people = useQuery(peopleQuery(client));
  const channels = useQuery(channelsQuery(client));
  const isNew = policyId === 'new';
  const found = policies.data?.policies.find(({ id }) => id === policyId);
  return (
    <SettingsFrame
      section="escalation"
      title={isNew ? t('policies.new') : (found?.name ?? t('section.escalation'))}
      back={<BackTo section="escalation" />}
    >
      <Loaded query={people}>
        {(known) => (
          <Loaded query={channels}>
            {(set) => (
              <Loaded query={policies}>
                {({ policies: listed }) => {
                  const policy = listed.find(({ id }) => id === policyId) ?? null;
                  return policy === null && !isNew ? (
                    <p>{t('failure.notFound')}</p>
                  ) : (
                    <PolicyEditor
                      key={policyId}
                      policy={policy}
                      people={known.people}
                      channels={set.channels}
                    />
                  );
                }}
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </SettingsFrame>
  );
}
