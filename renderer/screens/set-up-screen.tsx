import type { ReactNode } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { KioskScreensProps, SetUpStep } from '../kiosk/kiosk-view.ts';
import type { TextKey } from '../language/en.ts';
import type { Texts } from '../language/texts.ts';
import { EnrolmentForm } from './enrolment-form.tsx';
import { Face } from './face.tsx';
import { LanguageSwitch } from './language-switch.tsx';

type StepLook = {
  readonly title: TextKey;
  readonly text: TextKey;
  /** Which of the three stages it belongs to, from 0; null when it stands before them all. */
  readonly stage: number | null;
  readonly tone: 'calm' | 'busy' | 'trouble';
  readonly asksForKey: boolean;
};

const LOOK: Readonly<Record<SetUpStep['kind'], StepLook>> = {
  'open-elsewhere': {
    title: 'setUp.elsewhere.title',
    text: 'setUp.elsewhere.text',
    stage: null,
    tone: 'calm',
    asksForKey: false,
  },
  insecure: {
    title: 'setUp.insecure.title',
    text: 'setUp.insecure.text',
    stage: null,
    tone: 'trouble',
    asksForKey: false,
  },
  'no-storage': {
    title: 'setUp.noStorage.title',
    text: 'setUp.noStorage.text',
    stage: null,
    tone: 'trouble',
    asksForKey: false,
  },
  'no-hub': {
    title: 'setUp.noHub.title',
    text: 'setUp.noHub.text',
    stage: 0,
    tone: 'trouble',
    asksForKey: false,
  },
  'hub-unreachable': {
    title: 'setUp.unreachable.title',
    text: 'setUp.unreachable.text',
    stage: 0,
    tone: 'busy',
    asksForKey: false,
  },
  'needs-key': {
    title: 'setUp.needsKey.title',
    text: 'setUp.needsKey.text',
    stage: 1,
    tone: 'calm',
    asksForKey: true,
  },
  'key-refused': {
    title: 'setUp.keyRefused.title',
    text: 'setUp.keyRefused.text',
    stage: 1,
    tone: 'trouble',
    asksForKey: true,
  },
  enrolling: {
    title: 'setUp.enrolling.title',
    text: 'setUp.enrolling.text',
    stage: 2,
    tone: 'busy',
    asksForKey: false,
  },
};

const STAGES: readonly TextKey[] = ['setUp.step.hub', 'setUp.step.key', 'setUp.step.enrolled'];

function Stages({ texts, current }: { texts: Texts; current: number }): ReactNode {
  return (
    <ol className="stages" aria-label={texts.t('setUp.steps')}>
      {STAGES.map((stage, index) => (
        <li
          key={stage}
          data-done={index < current ? true : undefined}
          aria-current={index === current ? 'step' : undefined}
        >
          {texts.t(stage)}
        </li>
      ))}
    </ol>
  );
}

type SetUpScreenProps = Pick<KioskScreensProps, 'languages' | 'language'> & {
  readonly texts: Texts;
  readonly step: SetUpStep;
  readonly hubUrl: string | null;
  readonly onLanguage: (language: LanguageTag) => void;
  readonly onEnrol: (enrolmentKey: string) => void;
};

/** For the person who installs the terminal: where it stands, what is wrong, what to do next. */
export function SetUpScreen(props: SetUpScreenProps): ReactNode {
  const { texts, step, hubUrl, languages, language, onLanguage, onEnrol } = props;
  const look = LOOK[step.kind];
  return (
    <div className="screen set-up-screen">
      <header className="set-up-head">
        <span className="set-up-mark">
          <Face kind="resting" />
        </span>
        <h1>{texts.t('setUp.title')}</h1>
        <LanguageSwitch
          texts={texts}
          languages={languages}
          language={language}
          onLanguage={onLanguage}
        />
      </header>
      <div className="set-up-card">
        {look.stage === null ? null : <Stages texts={texts} current={look.stage} />}
        <div className="set-up-step" data-tone={look.tone} role="status">
          <h2>{texts.t(look.title)}</h2>
          <p>{texts.t(look.text)}</p>
          {'detail' in step ? (
            <p className="detail">{texts.t('setUp.detail', { detail: step.detail })}</p>
          ) : null}
        </div>
        {look.asksForKey ? <EnrolmentForm texts={texts} onEnrol={onEnrol} /> : null}
        {hubUrl === null ? null : (
          <dl className="hub-address">
            <dt>{texts.t('setUp.hubUrl')}</dt>
            <dd dir="ltr">{hubUrl}</dd>
          </dl>
        )}
      </div>
    </div>
  );
}
