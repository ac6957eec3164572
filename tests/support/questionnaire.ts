import { Questionnaire } from '../../contract/questionnaire.ts';

/** A questionnaire that asks this, and nothing after it. */
export function questionnaireAsking(
  question: Questionnaire['question'],
  more: Partial<Questionnaire> = {},
): Questionnaire {
  return Questionnaire.parse({
    id: '0190a000-0000-7000-8000-000000000099',
    version: 1,
    kind: 'smileys-3',
    question,
    ...more,
  });
}
