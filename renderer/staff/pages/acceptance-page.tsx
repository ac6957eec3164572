import { type ReactNode, useReducer } from 'react';
import { messageOf } from '../../message-of.ts';
import {
  ACCEPTANCE_START,
  type AcceptanceEvent,
  type AcceptanceState,
  CHECKS,
  type Findings,
  isPassed,
  transition,
} from '../acceptance/acceptance-machine.ts';
import { keepAcceptance } from '../acceptance/last-acceptance.ts';
import { type ReportFacts, reportPage } from '../acceptance/report-page.ts';
import type { StaffWords } from '../language/staff-words.ts';
import { InstallerForm } from '../screens/installer-form.tsx';
import { StaffFinding } from '../screens/staff-rows.tsx';
import { AcceptanceCheck } from './acceptance-checks.tsx';
import type { StaffPageProps } from './staff-page-props.ts';

/** The site acceptance test: two minutes, one check after the other, and a report. */
export function AcceptancePage(props: StaffPageProps): ReactNode {
  const { parts, host, words } = props;
  const [state, dispatch] = useReducer(transition, ACCEPTANCE_START);

  async function save(): Promise<void> {
    if (state.step !== 'summary') {
      return;
    }
    dispatch({ type: 'saving' });
    try {
      const facts = await reportFacts(props, state);
      const saved = await host.saveReport(reportPage(facts, words));
      const file = saved.kind === 'file' ? saved.path : saved.name;
      keepAcceptance(localStorage, {
        atMs: facts.endedAtMs,
        who: state.who,
        passed: isPassed(state.findings),
        file,
      });
      dispatch({ type: 'saved', file });
    } catch (error) {
      dispatch({ type: 'not-saved', detail: messageOf(error) });
    }
  }

  return (
    <AcceptanceView
      words={words}
      state={state}
      dispatch={dispatch}
      nowMs={() => parts.clock.now().wallMs}
      onSave={() => void save()}
      check={
        state.step === 'checking' && state.found === null ? (
          <AcceptanceCheck
            // Carried out anew when it is asked for again.
            key={state.check}
            {...props}
            check={state.check}
            onFound={(finding) => dispatch({ type: 'found', check: state.check, finding })}
          />
        ) : null
      }
    />
  );
}

export function AcceptanceView({
  words,
  state,
  dispatch,
  nowMs,
  onSave,
  check,
}: {
  readonly words: StaffWords;
  readonly state: AcceptanceState;
  readonly dispatch: (event: AcceptanceEvent) => void;
  readonly nowMs: () => number;
  readonly onSave: () => void;
  /** The check that is being carried out, if one is. */
  readonly check: ReactNode;
}): ReactNode {
  const { t, number } = words;
  switch (state.step) {
    case 'who':
      return (
        <section className="staff-card staff-wide">
          <h3>{t('acceptance.title')}</h3>
          <p>{t('acceptance.text')}</p>
          <InstallerForm
            words={words}
            onBegin={(who) => dispatch({ type: 'begun', who, atMs: nowMs() })}
          />
        </section>
      );
    case 'checking':
      return (
        <section className="staff-card staff-wide">
          <h3>
            {t('acceptance.place', {
              place: number(CHECKS.indexOf(state.check) + 1),
              count: number(CHECKS.length),
              check: t(`check.${state.check}`),
            })}
          </h3>
          {state.found === null ? (
            check
          ) : (
            <>
              <StaffFinding words={words} {...state.found} />
              <div className="staff-actions">
                <button
                  type="button"
                  className="staff-button"
                  onClick={() => dispatch({ type: 'again' })}
                >
                  {t('check.again')}
                </button>
                <button
                  type="button"
                  className="staff-button"
                  data-main
                  onClick={() => dispatch({ type: 'next' })}
                >
                  {t('check.next')}
                </button>
              </div>
            </>
          )}
        </section>
      );
    case 'summary':
    case 'saving':
    case 'saved':
      return (
        <section className="staff-card staff-wide">
          <h3>{t(isPassed(state.findings) ? 'report.passed' : 'report.failed')}</h3>
          <Checklist
            words={words}
            findings={state.findings}
            onAgain={
              state.step === 'summary' ? (check) => dispatch({ type: 'again', check }) : null
            }
          />
          {state.step === 'saved' ? (
            <>
              <p role="status">{t('acceptance.saved')}</p>
              <p className="staff-code" dir="ltr">
                {state.file}
              </p>
              <div className="staff-actions">
                <button
                  type="button"
                  className="staff-button"
                  onClick={() => dispatch({ type: 'over' })}
                >
                  {t('acceptance.anew')}
                </button>
              </div>
            </>
          ) : (
            <>
              <p role="alert">
                {state.step === 'summary' && state.notSaved !== null
                  ? t('menu.failed', { detail: state.notSaved })
                  : null}
              </p>
              <div className="staff-actions">
                <button
                  type="button"
                  className="staff-button"
                  data-main
                  disabled={state.step === 'saving'}
                  onClick={onSave}
                >
                  {t('acceptance.save')}
                </button>
              </div>
            </>
          )}
        </section>
      );
  }
}

function Checklist({
  words,
  findings,
  onAgain,
}: {
  readonly words: StaffWords;
  readonly findings: Findings;
  readonly onAgain: ((check: (typeof CHECKS)[number]) => void) | null;
}): ReactNode {
  const { t } = words;
  return (
    <ol className="staff-checklist">
      {CHECKS.map((check) => {
        const finding = findings[check];
        return (
          <li key={check}>
            <h4>{t(`check.${check}`)}</h4>
            {finding === undefined ? null : <StaffFinding words={words} {...finding} />}
            {finding?.verdict === 'failed' && onAgain !== null ? (
              <button type="button" className="staff-button" onClick={() => onAgain(check)}>
                {t('check.again')}
              </button>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

async function reportFacts(
  { parts, host, configuration, boxes }: StaffPageProps,
  run: Extract<AcceptanceState, { step: 'summary' }>,
): Promise<ReportFacts> {
  const machine = await host.machine();
  const { touchpoint, terminal } = configuration;
  return {
    who: run.who,
    startedAtMs: run.startedAtMs,
    endedAtMs: parts.clock.now().wallMs,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    terminal: terminal.name,
    touchpoint: touchpoint?.name ?? null,
    location: touchpoint?.location.name ?? null,
    terminalId: terminal.id,
    hubUrl: parts.boot.hubUrl,
    appVersion: parts.boot.appVersion,
    configurationVersion: configuration.version,
    runtime: machine === null ? navigator.userAgent : `${machine.runtime}, ${machine.platform}`,
    boxes: (boxes ?? []).flatMap((status) =>
      status.state === 'live'
        ? [[status.boxId, status.driver, status.firmware].filter((part) => part !== null).join(' ')]
        : [],
    ),
    findings: run.findings,
  };
}
