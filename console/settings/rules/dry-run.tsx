import { useState } from 'react';
import type { ReactElement } from 'react';
import type { RuleContent } from '../../../contract/alert-rule.ts';
import type { DryRunReply } from '../../../contract/protocol/alert-rules.ts';
import { failureMessage } from '../../api/failure-message.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { LOCALES } from '../../language/times.ts';
import { Moment } from '../../shell/moment.tsx';
import { useServices } from '../../shell/services.ts';
import { ChoiceEntry } from '../form/choice-entry.tsx';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

const SPANS = ['7', '14', '31'] as const;

/** What a rule would have done in the last days, before it is saved. */
export function DryRun({ rule }: { rule: RuleContent }): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const [days, setDays] = useState<(typeof SPANS)[number]>('7');
  const run = useSoleMutation({
    mutationFn: async (asked: { rule: RuleContent; days: number }) => ({
      asked,
      reply: await client.dryRun(asked.rule, asked.days),
    }),
  });
  const done = run.data;
  const isOfThis =
    done !== undefined &&
    JSON.stringify({ ...done.asked.rule, name: '' }) === JSON.stringify({ ...rule, name: '' });

  return (
    <section className="sheet" aria-label={t('dryRun.title')}>
      <h2>{t('dryRun.title')}</h2>
      <p>{t('dryRun.lead')}</p>
      <div className="dry-run__ask">
        <ChoiceEntry
          path="/dry-run"
          label={t('dryRun.days')}
          value={days}
          choices={SPANS.map((span) => ({
            value: span,
            label: t('dryRun.lastDays', { count: Number(span) }),
          }))}
          onChange={setDays}
        />
        <button
          type="button"
          className="control"
          aria-busy={run.isPending}
          onClick={() =>
            // A rule without a name can be tried too.
            run.mutate({
              rule: { ...rule, name: rule.name.trim() === '' ? t('rules.new') : rule.name },
              days: Number(days),
            })
          }
        >
          {t('dryRun.run')}
        </button>
      </div>
      <div role="status" className="dry-run__outcome">
        {done !== undefined &&
          (done.reply.ok ? (
            <>
              {!isOfThis && <p className="notice">{t('dryRun.changed')}</p>}
              <p className="dry-run__sum">
                {t('dryRun.wouldHave', {
                  count: done.reply.value.alerts,
                  days: t('dryRun.lastDays', { count: done.asked.days }),
                })}
              </p>
              {done.reply.value.leftOut !== null && <p>{t('dryRun.leftOut')}</p>}
            </>
          ) : (
            <p className="notice" data-tone="warning">
              {done.reply.failure.kind === 'refused' && done.reply.failure.problem.errors
                ? t('form.lookAt')
                : failureMessage(done.reply.failure, t)}
            </p>
          ))}
      </div>
      {done?.reply.ok === true && done.reply.value.alerts > 0 && (
        <DryRunFindings reply={done.reply.value} kind={done.asked.rule.condition.kind} />
      )}
    </section>
  );
}

function DryRunFindings(props: {
  reply: DryRunReply;
  kind: RuleContent['condition']['kind'];
}): ReactElement {
  const { reply, kind } = props;
  const { t, times, language } = useLanguage();
  // Beyond counts and scores it is a time in milliseconds that was measured.
  const amount = (value: number): string =>
    kind === 'count' || kind === 'score-below' ? String(Math.round(value)) : times.duration(value);
  const most = Math.max(...reply.days.map(({ alerts }) => alerts));
  const short = new Intl.DateTimeFormat(LOCALES[language], { day: 'numeric', timeZone: 'UTC' });
  const long = new Intl.DateTimeFormat(LOCALES[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return (
    <>
      <ol className="bars" aria-label={t('dryRun.byDay')}>
        {reply.days.map(({ day, alerts }) => (
          <li key={day}>
            <span className="unseen">
              {t('dryRun.onDay', { day: long.format(Date.parse(day)), count: alerts })}
            </span>
            <span aria-hidden="true" className="bars__count">
              {alerts === 0 ? '' : alerts}
            </span>
            <span
              aria-hidden="true"
              className="bars__bar"
              style={{ '--share': alerts / most } as Record<string, number>}
            />
            <span aria-hidden="true" className="bars__day">
              {short.format(Date.parse(day))}
            </span>
          </li>
        ))}
      </ol>
      <h3>{t('dryRun.latest')}</h3>
      <ul className="rows">
        {reply.examples.map(({ atMs, place, measured }) => (
          <li key={`${atMs} ${place}`} className="row">
            <span className="row__what">{place}</span>
            {measured !== null && (
              <span className="row__side">
                {t('dryRun.measured', {
                  value: amount(measured.value),
                  limit: amount(measured.limit),
                })}
              </span>
            )}
            <Moment atMs={atMs} />
          </li>
        ))}
      </ul>
    </>
  );
}
