import type { ReactNode } from 'react';
import { useId, useRef } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { Choice } from '../../contract/choice.ts';
import type { KioskScreensProps } from '../kiosk/kiosk-view.ts';
import { localizedText } from '../language/localized-text.ts';
import type { Texts } from '../language/texts.ts';
import { AnswerRow } from './answer-row.tsx';
import { Brand } from './brand.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { SaidAndDid } from './said-and-did.tsx';
import { StartCode } from './start-code.tsx';
import { StaffNotice } from './staff-notice.tsx';
import { useArrowKeys } from './use-arrow-keys.ts';
import type { PressSource } from './press-gesture.ts';

/** Letters up to which a question is set large, and up to which it is set medium. */
const SHORT_LETTERS = 36;
const MEDIUM_LETTERS = 90;

function lengthOf(question: string): 'short' | 'medium' | 'long' {
  if (question.length <= SHORT_LETTERS) {
    return 'short';
  }
  return question.length <= MEDIUM_LETTERS ? 'medium' : 'long';
}

type StartScreenProps = Pick<
  KioskScreensProps,
  'notice' | 'questionnaire' | 'appearance' | 'languages' | 'language' | 'startUrl' | 'drawQr'
> & {
  readonly texts: Texts;
  readonly pressed: Choice | null;
  readonly onPress: (choice: Choice, source: PressSource) => void;
  readonly onLanguage: (language: LanguageTag) => void;
};

/**
 * The question and its answers, as large as the screen allows. Quieter: what came of earlier answers, the languages,
 * whose kiosk it is, and a word to staff where there is one.
 */
export function StartScreen(props: StartScreenProps): ReactNode {
  const { texts, pressed, notice, questionnaire, appearance, languages, language, startUrl } =
    props;
  const questionId = useId();
  const screen = useRef<HTMLDivElement>(null);
  useArrowKeys(screen);
  const question = localizedText(questionnaire?.question ?? null, language, languages) ?? {
    text: texts.t('start.question'),
    language: texts.language,
    direction: texts.direction,
  };
  const messages = appearance?.messages ?? [];
  return (
    <div
      ref={screen}
      className="screen start-screen"
      data-messages={messages.length > 0 ? true : undefined}
      data-code={startUrl === null ? undefined : true}
    >
      <h1
        className="question"
        id={questionId}
        lang={question.language}
        dir={question.direction}
        data-length={lengthOf(question.text)}
      >
        {question.text}
      </h1>
      <div className="start-lower">
        <AnswerRow
          texts={texts}
          scale={questionnaire?.kind ?? 'smileys-3'}
          ends={questionnaire?.ends ?? null}
          languages={languages}
          language={language}
          labelledBy={questionId}
          pressed={pressed}
          onPress={props.onPress}
        />
        <div className="start-foot">
          <Brand brand={appearance?.brand ?? null} />
          <LanguageSwitch
            texts={texts}
            languages={languages}
            language={language}
            onLanguage={props.onLanguage}
          />
          <StaffNotice texts={texts} notice={notice} />
        </div>
      </div>
      {startUrl === null ? null : <StartCode texts={texts} url={startUrl} drawQr={props.drawQr} />}
      <SaidAndDid texts={texts} messages={messages} languages={languages} language={language} />
    </div>
  );
}
