import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { RuleContent } from '../../../contract/alert-rule.ts';
import type { AlertRule, EscalationPolicy } from '../../../contract/alert-rule.ts';
import { MAY_SET_ALERTS } from '../../../contract/protocol/me.ts';
import type { PlacesReply } from '../../../contract/protocol/places.ts';
import { failureOf } from '../../api/hub-result.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { ChoiceEntry } from '../form/choice-entry.tsx';
import { FormFrame } from '../form/form-frame.tsx';
import { Removal } from '../form/removal.tsx';
import { SwitchEntry } from '../form/switch-entry.tsx';
import { TextEntry } from '../form/text-entry.tsx';
import { useForm } from '../form/use-form.ts';
import { useMe } from '../me-context.ts';
import { reachOf } from '../places/place-tree.ts';
import { rulesQuery, ruleVersionsQuery } from '../settings-queries.ts';
import { ConditionFields } from './condition-fields.tsx';
import { DryRun } from './dry-run.tsx';
import { maySetRule } from './may-set-rule.ts';
import { contentOf, newRule } from './rule-draft.ts';
import { ruleNames } from './rule-names.ts';
import { ruleSentence } from './rule-sentence.ts';
import { RuleVersions } from './rule-versions.tsx';
import { ScopeFields } from './scope-fields.tsx';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

type RuleEditorProps = {
  /** Null for a new one. */
  rule: AlertRule | null;
  /** What a new one goes by at first. */
  policyOfNew: string;
  policies: readonly EscalationPolicy[];
  places: PlacesReply;
};

export function RuleEditor({ rule, policyOfNew, policies, places }: RuleEditorProps): ReactElement {
  const { client } = useServices();
  const { t, language } = useLanguage();
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const reach = reachOf(me.grants, MAY_SET_ALERTS, places.locations);
  /** The version that the next change is made to; it moves on when somebody loads a newer one. */
  const [base, setBase] = useState(rule);
  const own = me.grants.flatMap(({ locationId }) => (locationId === null ? [] : [locationId]));
  const form = useForm({
    initial: rule === null ? newRule(policyOfNew, reach === null ? [] : own) : contentOf(rule),
    schema: RuleContent,
    root: '/rule',
    save: (draft) => client.saveRule(base, draft),
    onSaved: leave,
  });
  const { draft, change } = form;
  const names = ruleNames(places, policies);
  const maySet = rule === null || maySetRule(reach, rule.scope, places);

  const load = useSoleMutation({
    mutationFn: () => client.ruleVersions(rule?.id ?? '', new AbortController().signal),
    onSuccess(reply) {
      const newest = reply.ok ? reply.value.rules[0] : undefined;
      if (newest !== undefined) {
        setBase(newest);
        form.reset(contentOf(newest));
      }
    },
  });

  async function leave(): Promise<void> {
    await queries.invalidateQueries(rulesQuery(client));
    if (rule !== null) {
      queries.removeQueries(ruleVersionsQuery(client, rule.id));
    }
    await navigate({ to: '/settings/rules' });
  }

  return (
    <>
      {!maySet && <p className="notice">{t('rules.notYours')}</p>}
      <FormFrame
        form={form}
        label={t('rules.one')}
        readOnly={!maySet}
        newest={{
          busy: load.isPending,
          failure: failureOf(load.data),
          load: () => load.mutate(),
        }}
        ways={
          base !== null && (
            <Removal
              key={base.version}
              form={form}
              label={t('form.delete')}
              title={t('rules.deleteTitle', { name: base.name })}
              lead={t('rules.deleteLead')}
              remove={() => client.deleteRule(base)}
              onGone={leave}
            />
          )
        }
      >
        <p className="sentence" aria-live="polite">
          {ruleSentence(draft, names, { t, language })}
        </p>
        <div className="sheet">
          <TextEntry
            path="/name"
            label={t('form.name')}
            name="name"
            autoComplete="off"
            maxLength={80}
            value={draft.name}
            onChange={(name) => change({ name })}
          />
          <ConditionFields
            condition={draft.condition}
            onChange={(condition) => change({ condition })}
          />
        </div>
        <div className="sheet">
          <ScopeFields
            scope={draft.scope}
            places={places}
            reach={reach}
            onChange={(scope) => change({ scope })}
          />
        </div>
        <div className="sheet">
          <ChoiceEntry
            path="/policyId"
            label={t('rules.policy')}
            hint={t('rules.policyHint')}
            value={draft.policyId}
            choices={policies.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(policyId) => change({ policyId })}
          />
          <SwitchEntry
            label={t('rules.enabled')}
            checked={draft.enabled}
            onChange={(enabled) => change({ enabled })}
          />
        </div>
        <DryRun rule={draft} />
      </FormFrame>
      {base !== null && (
        <RuleVersions
          ruleId={base.id}
          current={base.version}
          names={names}
          onTake={(earlier) => {
            change(contentOf(earlier));
            window.scrollTo({ top: 0 });
          }}
        />
      )}
    </>
  );
}
