import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { Choice } from '../../contract/choice.ts';
import type { Questionnaire } from '../../contract/questionnaire.ts';
import type { Scale } from '../../contract/scales.ts';
import { localizedText, type TextInLanguage } from '../language/localized-text.ts';
import type { Texts } from '../language/texts.ts';
import { AnswerButton } from './answer-button.tsx';
import { type Answer, answersOf, endsOf, isChosen, nameOf } from './answers.ts';
import type { PressSource } from './press-gesture.ts';

type AnswerRowProps = {
  readonly texts: Texts;
  readonly scale: Scale;
  /** The questionnaire's own words beside the ends of a scale of numbers. */
  readonly ends: Questionnaire['ends'];
  readonly languages: readonly LanguageTag[];
  readonly language: LanguageTag;
  readonly labelledBy: string;
  readonly pressed: Choice | null;
  readonly onPress: (choice: Choice, source: PressSource) => void;
};

type ShownEnd = { readonly value: number; readonly words: TextInLanguage };

/** What can be answered, and where it is a scale of numbers what its ends mean. */
export function AnswerRow(props: AnswerRowProps): ReactNode {
  const { texts, scale, labelledBy, pressed, onPress } = props;
  const answers = useMemo(() => answersOf(scale), [scale]);
  const ends = shownEnds(props, answers);
  return (
    <div className="answers" data-scale={scale}>
      <div
        className="face-row"
        role="group"
        aria-labelledby={labelledBy}
        data-pressed={pressed?.rating}
      >
        {answers.map((answer) => (
          <AnswerButton
            key={answer.value}
            answer={answer}
            name={spokenName(answer, answers.length, ends, texts)}
            chosen={pressed === null ? null : isChosen(answer, pressed)}
            onPress={(source) => onPress(answer.choice, source)}
          />
        ))}
      </div>
      {ends.length === 0 ? null : (
        // Part of the names of the two already.
        <p className="scale-ends" aria-hidden="true">
          {ends.map(({ value, words }) => (
            <span key={value} lang={words.language} dir={words.direction}>
              <b>{value}</b> {words.text}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function shownEnds(
  { texts, scale, ends, languages, language }: AnswerRowProps,
  answers: readonly Answer[],
): readonly ShownEnd[] {
  const own = endsOf(scale);
  const first = answers[0]?.value;
  const last = answers.at(-1)?.value;
  if (own === null || first === undefined || last === undefined) {
    return [];
  }
  const wordsOf = (end: 'lowest' | 'highest'): TextInLanguage =>
    localizedText(ends?.[end] ?? null, language, languages) ?? {
      text: texts.t(own[end]),
      language: texts.language,
      direction: texts.direction,
    };
  return [
    { value: first, words: wordsOf('lowest') },
    { value: last, words: wordsOf('highest') },
  ];
}

/** "Good", "Very good, 5 of 5", or "10, extremely likely": what is seen, and what only the drawing says. */
function spokenName(
  { value, scale, drawing }: Answer,
  count: number,
  ends: readonly ShownEnd[],
  { t }: Texts,
): string {
  const key = nameOf(drawing);
  if (key === null) {
    const end = ends.find((each) => each.value === value);
    return end === undefined ? String(value) : `${value}, ${end.words.text}`;
  }
  const placed = scale === 'smileys-4' || scale === 'smileys-5';
  return placed
    ? t('scale.place', { name: t(key), value: String(value), count: String(count) })
    : t(key);
}
