import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { MAY_SET_ALERTS } from '../../../contract/protocol/me.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { Loaded } from '../loaded.tsx';
import { useMe } from '../me-context.ts';
import { SettingsFrame } from '../settings-frame.tsx';
import { channelsQuery, peopleQuery, policiesQuery } from '../settings-queries.ts';
import { holdsEverywhere } from '../settings-sections.ts';
import { levelSentence } from './level-sentence.ts';

/** Who hears of alerts, and who next. */
export function EscalationPage(): ReactElement {
  const { client } = useServices();
  const { t, language } = useLanguage();
  const me = useMe();
  const policies = useQuery(policiesQuery(client));
  const people = useQuery(peopleQuery(client));
  const channels = useQuery(channelsQuery(client));
  return (
    <SettingsFrame
      section="escalation"
      title={t('section.escalation')}
      lead={t('sectionLead.escalation')}
      ways={
        holdsEverywhere(me, MAY_SET_ALERTS) && (
          <Link
            to="/settings/escalation/$policyId"
            params={{ policyId: 'new' }}
            className="control"
          >
            {t('policies.add')}
          </Link>
        )
      }
    >
      <Loaded query={people}>
        {(known) => (
          <Loaded query={channels}>
            {(set) => (
              <Loaded query={policies}>
                {({ policies: listed }) => (
                  <>
                    {listed.length === 0 && <p className="settings__none">{t('policies.none')}</p>}
                    <ul className="cards">
                      {listed.map((policy) => (
                        <li key={policy.id}>
                          <article className="card whole">
                            <div className="card__what">
                              <h2>
                                <Link
                                  className="whole__link"
                                  to="/settings/escalation/$policyId"
                                  params={{ policyId: policy.id }}
                                >
                                  {policy.name}
                                </Link>
                              </h2>
                              <ol className="levels-told">
                                {policy.levels.map((level, index) => (
                                  // oxlint-disable-next-line react/no-array-index-key -- a level is its place
                                  <li key={index}>
                                    {levelSentence(
                                      level,
                                      index,
                                      { people: known.people, channels: set.channels },
                                      { t, language },
                                    )}
                                  </li>
                                ))}
                              </ol>
                            </div>
                          </article>
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
