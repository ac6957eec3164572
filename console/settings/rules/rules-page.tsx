import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { AlertRule } from '../../../contract/alert-rule.ts';
import { MAY_SET_ALERTS } from '../../../contract/protocol/me.ts';
import { failureMessage } from '../../api/failure-message.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { SwitchEntry } from '../form/switch-entry.tsx';
import { Loaded } from '../loaded.tsx';
import { useMe } from '../me-context.ts';
import { reachOf } from '../places/place-tree.ts';
import { SettingsFrame } from '../settings-frame.tsx';
import { placesQuery, policiesQuery, rulesQuery } from '../settings-queries.ts';
import { maySetRule } from './may-set-rule.ts';
import { contentOf } from './rule-draft.ts';
import { ruleNames } from './rule-names.ts';
import { ruleSentence } from './rule-sentence.ts';
import type { RuleNames } from './rule-sentence.ts';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

/** Every rule as a sentence, each to turn on and off and to change. */
export function RulesPage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const me = useMe();
  const rules = useQuery(rulesQuery(client));
  const policies = useQuery(policiesQuery(client));
  const places = useQuery(placesQuery(client));
  return (
    <SettingsFrame
      section="rules"
      title={t('section.rules')}
      lead={t('sectionLead.rules')}
      ways={
        <Link to="/settings/rules/$ruleId" params={{ ruleId: 'new' }} className="control">
          {t('rules.add')}
        </Link>
      }
    >
      <Loaded query={places}>
        {(known) => (
          <Loaded query={policies}>
            {(told) => (
              <Loaded query={rules}>
                {({ rules: listed }) => (
                  <>
                    {listed.length === 0 && <p className="settings__none">{t('rules.none')}</p>}
                    <ul className="cards">
                      {listed.map((rule) => (
                        <li key={rule.id}>
                          <RuleCard
                            rule={rule}
                            names={ruleNames(known, told.policies)}
                            maySet={maySetRule(
                              reachOf(me.grants, MAY_SET_ALERTS, known.locations),
                              rule.scope,
                              known,
                            )}
                          />
                        </li>
                      ))}
                    </ul>
                  </>
                )}
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </SettingsFrame>
  );
}

function RuleCard(props: { rule: AlertRule; names: RuleNames; maySet: boolean }): ReactElement {
  const { client } = useServices();
  const { t, language } = useLanguage();
  const queries = useQueryClient();
  const { rule } = props;
  const turn = useSoleMutation({
    mutationFn: (enabled: boolean) => client.saveRule(rule, { ...contentOf(rule), enabled }),
    onSuccess: () => queries.invalidateQueries(rulesQuery(client)),
  });
  const reply = turn.data;
  return (
    <article className="card whole" data-off={!rule.enabled}>
      <div className="card__what">
        <h2>
          <Link className="whole__link" to="/settings/rules/$ruleId" params={{ ruleId: rule.id }}>
            {rule.name}
          </Link>
        </h2>
        <p>{ruleSentence(rule, props.names, { t, language })}</p>
      </div>
      <SwitchEntry
        label={t(rule.enabled ? 'rules.on' : 'rules.off')}
        describedAs={t('rules.turn', { name: rule.name })}
        checked={rule.enabled}
        disabled={!props.maySet || turn.isPending}
        onChange={(enabled) => turn.mutate(enabled)}
      />
      {reply?.ok === false && (
        <p className="row__fault" role="alert">
          {failureMessage(reply.failure, t)}
        </p>
      )}
    </article>
  );
}
