import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { Loaded } from '../loaded.tsx';
import { BackTo, SettingsFrame } from '../settings-frame.tsx';
import { placesQuery, policiesQuery, rulesQuery } from '../settings-queries.ts';
import { usualPolicy } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';

/** One rule, or a new one. */
export function RulePage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const { ruleId } = useParams({ from: '/settings/rules/$ruleId' });
  const rules = useQuery(rulesQuery(client));
  const policies = useQuery(policiesQuery(client));
  const places = useQuery(placesQuery(client));
  const isNew = ruleId === 'new';
  const found = rules.data?.rules.find(({ id }) => id === ruleId);
  return (
    <SettingsFrame
      section="rules"
      title={isNew ? t('rules.new') : (found?.name ?? t('section.rules'))}
      back={<BackTo section="rules" />}
    >
      <Loaded query={places}>
        {(known) => (
          <Loaded query={policies}>
            {({ policies: told }) => (
              <Loaded query={rules}>
                {({ rules: listed }) => {
                  const rule = listed.find(({ id }) => id === ruleId) ?? null;
                  return rule === null && !isNew ? (
                    <p>{t('failure.notFound')}</p>
                  ) : (
                    <RuleEditor
                      key={ruleId}
                      rule={rule}
                      policyOfNew={usualPolicy(told, listed)}
                      policies={told}
                      places={known}
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
