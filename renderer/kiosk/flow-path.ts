import type { Offer, Step } from '../../contract/questionnaire.ts';
import type { Rating } from '../../contract/rating.ts';
import type { TerminalConfiguration } from '../../contract/terminal-configuration.ts';

/** What follows one press, by the configuration in force when it was made. */
export type FlowPath = {
  readonly steps: readonly Step[];
  readonly offers: readonly Offer[];
  /** How long a thank-you stays on which there is nothing to do. */
  readonly thanksMs: number;
  /** How long a step waits for a visitor who does nothing. */
  readonly stepTimeoutMs: number;
  /** Where a press's own page is found: its token comes behind it. */
  readonly followUpUrl: string | null;
};

type PathInForce = Pick<
  TerminalConfiguration,
  'questionnaire' | 'thanksMs' | 'sealing' | 'followUp'
>;

/** How long a step waits where no questionnaire says it. */
const STEP_TIMEOUT_MS = 20_000;

/** Leaves out what cannot be kept or reached: personal words without a key to seal them, a page that nobody serves. */
export function flowPathOf(inForce: PathInForce, rating: Rating): FlowPath {
  const { questionnaire, thanksMs, sealing, followUp } = inForce;
  const path = questionnaire?.paths[rating];
  const canSeal = sealing !== null;
  return {
    steps: (path?.steps ?? []).filter(({ kind }) => kind === 'choice' || canSeal),
    offers: (path?.thanks.offers ?? []).filter(({ kind }) => {
      switch (kind) {
        case 'call-back':
          return canSeal;
        case 'follow-up':
          return followUp !== null;
        case 'ask-staff':
        case 'review':
          return true;
      }
    }),
    thanksMs,
    stepTimeoutMs: questionnaire?.stepTimeoutMs ?? STEP_TIMEOUT_MS,
    followUpUrl: followUp?.pageUrl ?? null,
  };
}

/** A thank-you and nothing after it. */
export function thanksAlone(thanksMs: number): FlowPath {
  return {
    steps: [],
    offers: [],
    thanksMs,
    stepTimeoutMs: STEP_TIMEOUT_MS,
    followUpUrl: null,
  };
}
