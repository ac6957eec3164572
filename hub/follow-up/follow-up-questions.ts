import type { Questionnaire, Step } from '../../contract/questionnaire.ts';
import type { Rating } from '../../contract/rating.ts';

type Localized = Readonly<Record<string, string>>;
type ChoiceStep = Extract<Step, { kind: 'choice' }>;

/** What a follow-up page asks: the questionnaire's own steps where it has them, else the page's. */
export type FollowUpQuestions = {
  /** Null where the questionnaire asks for no reasons after such a rating. */
  readonly reason: Pick<ChoiceStep, 'id' | 'question' | 'choices' | 'several'> | null;
  readonly words: { readonly id: string; readonly question: Localized | null };
  readonly contact: {
    readonly id: string;
    readonly question: Localized | null;
    readonly consent: Localized | null;
  };
};

/** Steps of the page itself, where the questionnaire has none of the kind. */
const OWN_WORDS = 'words';
const OWN_CONTACT = 'contact';

export function followUpQuestions(
  questionnaire: Pick<Questionnaire, 'paths'> | null,
  rating: Rating,
): FollowUpQuestions {
  const steps = questionnaire?.paths[rating].steps ?? [];
  const text = steps.find((step) => step.kind === 'text');
  const contact = steps.find((step) => step.kind === 'contact');
  return {
    reason: steps.find((step) => step.kind === 'choice') ?? null,
    words: { id: text?.id ?? OWN_WORDS, question: text?.question ?? null },
    contact: {
      id: contact?.id ?? OWN_CONTACT,
      question: contact?.question ?? null,
      consent: contact?.consent ?? null,
    },
  };
}
