import type { LocalizedText } from '../../contract/localized-text.ts';
import type { Step } from '../../contract/questionnaire.ts';
import type { Publication, QuestionnaireContent } from './publication.ts';

type Path = readonly (string | number)[];
type Texts = readonly (readonly [Path, LocalizedText | null])[];

/** Where a text lacks a language that is offered together with it; nothing where no languages are named. */
export function untranslatedTexts({
  languages = [],
  appearance,
  touchpoints,
}: Pick<Publication, 'languages' | 'appearance' | 'touchpoints'>): {
  readonly path: Path;
  readonly language: string;
}[] {
  const messages: Texts = (appearance?.messages ?? []).flatMap(({ said, did }, index) => [
    [['appearance', 'messages', index, 'said'], said] as const,
    [['appearance', 'messages', index, 'did'], did] as const,
  ]);
  const questions: Texts = Object.entries(touchpoints ?? {}).flatMap(([id, { questionnaire }]) =>
    below(['touchpoints', id, 'questionnaire'], textsOf(questionnaire)),
  );
  return [...messages, ...questions].flatMap(([path, text]) =>
    text === null
      ? []
      : languages
          .filter((language) => !Object.hasOwn(text, language))
          .map((language) => ({ path, language })),
  );
}

function textsOf({ question, ends, paths }: QuestionnaireContent): Texts {
  return [
    [['question'], question],
    [['ends', 'lowest'], ends?.lowest ?? null],
    [['ends', 'highest'], ends?.highest ?? null],
    ...Object.entries(paths).flatMap(([rating, { steps, thanks }]): Texts =>
      below(
        ['paths', rating],
        [
          ...steps.flatMap((step, index) => below(['steps', index], textsOfStep(step))),
          [['thanks', 'title'], thanks.title],
          [['thanks', 'text'], thanks.text],
        ],
      ),
    ),
  ];
}

function textsOfStep(step: Step): Texts {
  const question = [['question'], step.question] as const;
  switch (step.kind) {
    case 'choice':
      return [
        question,
        ...step.choices.map(({ label }, index) => [['choices', index, 'label'], label] as const),
      ];
    case 'text':
      return [question];
    case 'contact':
      return [question, [['consent'], step.consent]];
  }
}

function below(parent: Path, texts: Texts): Texts {
  return texts.map(([path, text]) => [[...parent, ...path], text]);
}
