import type { ReactNode } from 'react';
import { useId } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { Choice } from '../../contract/choice.ts';
import type { Rating } from '../../contract/rating.ts';
import { RATINGS } from '../../contract/ratings.ts';
import type { KioskScreensProps } from '../kiosk/kiosk-view.ts';
import type { TextKey } from '../language/en.ts';
import { localizedText } from '../language/localized-text.ts';
import type { Texts } from '../language/texts.ts';
import { Face } from './face.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { StaffNotice } from './staff-notice.tsx';
import type { PressSource } from './use-press-gesture.ts';
import { usePressGesture } from './use-press-gesture.ts';

const NAME: Readonly<Record<Rating, TextKey>> = {
  positive: 'rating.positive',
  neutral: 'rating.neutral',
  negative: 'rating.negative',
};

/** Letters up to which a question is set large, and up to which it is set medium. */
const SHORT_LETTERS = 36;
const MEDIUM_LETTERS = 90;

function lengthOf(question: string): 'short' | 'medium' | 'long' {
  if (question.length <= SHORT_LETTERS) {
    return 'short';
  }
  return question.length <= MEDIUM_LETTERS ? 'medium' : 'long';
}

type FaceButtonProps = {
  readonly rating: Rating;
  readonly name: string;
  /** Null while nothing is pressed. */
  readonly chosen: boolean | null;
  readonly onPress: (rating: Rating, source: PressSource) => void;
};

function FaceButton({ rating, name, chosen, onPress }: FaceButtonProps): ReactNode {
  const gesture = usePressGesture((source) => {
    onPress(rating, source);
  });
  return (
    <button
      type="button"
      className="face-button"
      data-rating={rating}
      data-chosen={chosen ?? undefined}
      aria-label={name}
      {...gesture}
    >
      <span className="face-stand">
        <span className="face-halo" />
        <Face kind={rating} chosen={chosen === true} />
      </span>
    </button>
  );
}

type StartScreenProps = Pick<
  KioskScreensProps,
  'notice' | 'questionnaire' | 'languages' | 'language'
> & {
  readonly texts: Texts;
  readonly pressed: Choice | null;
  readonly onPress: (choice: Choice, source: PressSource) => void;
  readonly onLanguage: (language: LanguageTag) => void;
};

/** The question, three faces as large as the screen allows, the languages, and a word to staff where there is one. */
export function StartScreen(props: StartScreenProps): ReactNode {
  const { texts, pressed, notice, languages, language, onPress, onLanguage } = props;
  const questionId = useId();
  const question = localizedText(props.questionnaire?.question ?? null, language, languages) ?? {
    text: texts.t('start.question'),
    language: texts.language,
    direction: texts.direction,
  };
  return (
    <div className="screen start-screen">
      <h1
        className="question"
        id={questionId}
        lang={question.language}
        dir={question.direction}
        data-length={lengthOf(question.text)}
      >
        {question.text}
      </h1>
      <div
        className="face-row"
        role="group"
        aria-labelledby={questionId}
        data-pressed={pressed?.rating}
      >
        {RATINGS.map((rating) => (
          <FaceButton
            key={rating}
            rating={rating}
            name={texts.t(NAME[rating])}
            chosen={pressed === null ? null : rating === pressed.rating}
            onPress={(pressedRating, source) =>
              onPress({ rating: pressedRating, score: null }, source)
            }
          />
        ))}
      </div>
      <div className="start-foot">
        <LanguageSwitch
          texts={texts}
          languages={languages}
          language={language}
          onLanguage={onLanguage}
        />
        <StaffNotice texts={texts} notice={notice} />
      </div>
    </div>
  );
}
