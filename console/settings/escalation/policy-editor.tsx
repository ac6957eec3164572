import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { PolicyContent } from '../../../contract/alert-rule.ts';
import type { EscalationPolicy } from '../../../contract/alert-rule.ts';
import type { Channel } from '../../../contract/protocol/channels.ts';
import { MAY_SET_ALERTS } from '../../../contract/protocol/me.ts';
import type { Member } from '../../../contract/protocol/people.ts';
import { failureOf } from '../../api/hub-result.ts';
import type { HubResult } from '../../api/hub-result.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { DurationEntry } from '../form/duration-entry.tsx';
import { FieldGroup } from '../form/field.tsx';
import { FormFrame } from '../form/form-frame.tsx';
import { RadioEntry } from '../form/radio-entry.tsx';
import { Removal } from '../form/removal.tsx';
import { SwitchEntry } from '../form/switch-entry.tsx';
import { TextEntry } from '../form/text-entry.tsx';
import { useForm } from '../form/use-form.ts';
import { useMe } from '../me-context.ts';
import { policiesQuery, rulesQuery } from '../settings-queries.ts';
import { holdsEverywhere } from '../settings-sections.ts';
import { LevelFields } from './level-fields.tsx';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

const MINUTE_MS = 60_000;
const MOST_LEVELS = 6;

type Level = PolicyContent['levels'][number];

const NEW: PolicyContent = {
  name: '',
  levels: [{ afterMs: 0, people: [{ kind: 'on-duty' }], channels: 'all' }],
  waits: 'open',
  remindEveryMs: null,
};

function contentOf({ name, levels, waits, remindEveryMs }: PolicyContent): PolicyContent {
  return { name, levels, waits, remindEveryMs };
}

type PolicyEditorProps = {
  /** Null for a new one. */
  policy: EscalationPolicy | null;
  people: readonly Member[];
  channels: readonly Channel[];
};

export function PolicyEditor({ policy, people, channels }: PolicyEditorProps): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const rules = useQuery(rulesQuery(client));
  const using = (rules.data?.rules ?? []).filter(({ policyId }) => policyId === policy?.id);
  const [base, setBase] = useState(policy);
  const form = useForm({
    initial: policy === null ? NEW : contentOf(policy),
    schema: PolicyContent,
    root: '/policy',
    save: (draft) => client.savePolicy(base, draft),
    onSaved: leave,
  });
  const { draft, change } = form;
  const maySet = holdsEverywhere(me, MAY_SET_ALERTS);

  const load = useSoleMutation({
    async mutationFn(): Promise<HubResult<EscalationPolicy>> {
      const reply = await client.policies(new AbortController().signal);
      if (!reply.ok) {
        return reply;
      }
      const newest = reply.value.policies.find(({ id }) => id === policy?.id);
      return newest === undefined
        ? { ok: false, failure: { kind: 'not-found' } }
        : { ok: true, value: newest };
    },
    onSuccess(reply) {
      if (reply.ok) {
        setBase(reply.value);
        form.reset(contentOf(reply.value));
      }
    },
  });

  async function leave(): Promise<void> {
    await queries.invalidateQueries(policiesQuery(client));
    await navigate({ to: '/settings/escalation' });
  }

  function put(index: number, level: Level | null): void {
    change({
      levels: draft.levels.flatMap((each, at) =>
        at === index ? (level === null ? [] : [level]) : [each],
      ),
    });
  }

  return (
    <>
      {!maySet && <p className="notice">{t('policies.notYours')}</p>}
      <FormFrame
        form={form}
        label={t('policies.one')}
        readOnly={!maySet}
        newest={{
          busy: load.isPending,
          failure: failureOf(load.data),
          load: () => load.mutate(),
        }}
        ways={
          base !== null &&
          using.length === 0 && (
            <Removal
              key={base.version}
              form={form}
              label={t('form.delete')}
              title={t('policies.deleteTitle', { name: base.name })}
              lead={t('policies.deleteLead')}
              remove={() => client.deletePolicy(base)}
              onGone={leave}
            />
          )
        }
      >
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
        </div>
        <FieldGroup path="/levels" label={t('policies.levels')} hint={t('policies.levelsHint')}>
          <ol className="levels">
            {draft.levels.map((level, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a level is its place
              <li key={index} className="level">
                <section className="sheet" aria-label={t('level.number', { number: index + 1 })}>
                  <div className="level__head">
                    <h2>
                      {index === 0 ? t('level.atOnce') : t('level.number', { number: index + 1 })}
                    </h2>
                    {index > 0 && (
                      <button type="button" className="control" onClick={() => put(index, null)}>
                        {t('form.remove')}
                      </button>
                    )}
                  </div>
                  <LevelFields
                    level={level}
                    index={index}
                    people={people}
                    channels={channels}
                    onChange={(next) => put(index, next)}
                  />
                </section>
              </li>
            ))}
          </ol>
          {draft.levels.length < MOST_LEVELS && (
            <button
              type="button"
              className="control"
              onClick={() =>
                change({
                  levels: [
                    ...draft.levels,
                    {
                      afterMs: 10 * MINUTE_MS,
                      people: [{ kind: 'role', role: 'manager' }],
                      channels: [],
                    },
                  ],
                })
              }
            >
              {t('policies.addLevel')}
            </button>
          )}
        </FieldGroup>
        <div className="sheet">
          <FieldGroup path="/waits" label={t('policies.waits')}>
            <RadioEntry
              name="waits"
              value={draft.waits}
              choices={[
                { value: 'open', label: t('policies.waitsOpen') },
                { value: 'always', label: t('policies.waitsAlways') },
              ]}
              onChange={(waits) => change({ waits })}
            />
          </FieldGroup>
          <SwitchEntry
            label={t('policies.remind')}
            hint={t('policies.remindHint')}
            checked={draft.remindEveryMs !== null}
            onChange={(on) => change({ remindEveryMs: on ? 15 * MINUTE_MS : null })}
          />
          {draft.remindEveryMs !== null && (
            <DurationEntry
              path="/remindEveryMs"
              label={t('policies.remindEvery')}
              valueMs={draft.remindEveryMs}
              onChange={(remindEveryMs) => change({ remindEveryMs })}
            />
          )}
        </div>
      </FormFrame>
      {using.length > 0 && (
        <section className="sheet">
          <h2>{t('policies.usedBy')}</h2>
          {maySet && <p>{t('policies.usedByLead')}</p>}
          <ul className="rows">
            {using.map(({ id, name }) => (
              <li key={id} className="row">
                <Link to="/settings/rules/$ruleId" params={{ ruleId: id }}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
