import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { AlertRule } from '../../../contract/alert-rule.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { whoFirst } from '../../language/person-name.ts';
import { Moment } from '../../shell/moment.tsx';
import { useServices } from '../../shell/services.ts';
import { Loaded } from '../loaded.tsx';
import { ruleVersionsQuery } from '../settings-queries.ts';
import { ruleSentence } from './rule-sentence.ts';
import type { RuleNames } from './rule-sentence.ts';

/** How a rule was before, who changed it when, and a way to take an earlier one up again. */
export function RuleVersions(props: {
  ruleId: string;
  current: number;
  names: RuleNames;
  onTake: (rule: AlertRule) => void;
}): ReactElement {
  const { client } = useServices();
  const { t, language } = useLanguage();
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...ruleVersionsQuery(client, props.ruleId), enabled: open });
  return (
    <details
      className="sheet more"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('versions.title')}</summary>
      {open && (
        <Loaded query={query}>
          {({ rules }) => (
            <ol className="rows">
              {rules.map((rule) => (
                <li key={rule.version} className="row">
                  <div className="row__what">
                    <strong>{t('versions.number', { version: rule.version })}</strong>
                    <span>{ruleSentence(rule, props.names, { t, language })}</span>
                    <small>
                      {rule.changedBy === null ? t('versions.byHub') : whoFirst(rule.changedBy, t)},{' '}
                      <Moment atMs={rule.changedAtMs} />
                    </small>
                  </div>
                  {rule.version !== props.current && (
                    <button type="button" className="control" onClick={() => props.onTake(rule)}>
                      {t('versions.take', { version: rule.version })}
                    </button>
                  )}
                </li>
              ))}
            </ol>
          )}
        </Loaded>
      )}
    </details>
  );
}
