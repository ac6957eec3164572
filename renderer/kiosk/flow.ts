import type { FlowRecord } from '../../contract/flow-record.ts';
import type { Step } from '../../contract/questionnaire.ts';
import type { Rating } from '../../contract/rating.ts';
import type { SealedContent } from '../../contract/sealing.ts';
import type { FlowPath } from './flow-path.ts';
import type { HelpCall, ShownOffer, StepAnswer } from './kiosk-view.ts';

/** What follows one visitor's press, and where it stands (`flow-machine.ts`). */
export type Flow = {
  readonly press: FlowPress;
  readonly path: FlowPath;
  readonly stage: FlowStage;
  /** What may still be taken. */
  readonly offers: readonly ShownOffer[];
  readonly promised: boolean;
  readonly turn: number;
  readonly soon: boolean;
};

export type FlowPress = { readonly id: string; readonly rating: Rating };

export type FlowStage =
  | { readonly at: 'thanked' }
  | StepStage
  | { readonly at: 'thanks' }
  | { readonly at: 'help'; readonly call: HelpCall };

export type StepStage = {
  readonly at: 'step';
  readonly step: Step;
  /** In the path, from 0; null for one that an offer began. */
  readonly index: number | null;
  readonly keeping: 'open' | 'sealing' | 'failed';
};

export type Outcome = Extract<FlowRecord, { type: 'answered' }>['outcome'];

export type FlowEvent =
  /** The visitor is there. */
  | { readonly type: 'active' }
  | {
      readonly type: 'left';
      readonly pressId: string;
      readonly stepId: string;
      readonly answer: StepAnswer;
    }
  /** What the visitor wrote is sealed and kept by a store, or never will be. */
  | {
      readonly type: 'sealed';
      readonly pressId: string;
      readonly stepId: string;
      readonly kept: boolean;
    }
  | {
      readonly type: 'offer-taken';
      readonly pressId: string;
      readonly offer: 'call-back' | 'ask-staff';
    }
  /** The address of the press's own page; null when there will be none. */
  | { readonly type: 'signed'; readonly pressId: string; readonly url: string | null }
  /** Somebody of the staff is on the way; null when it was said at a box, where nobody sees for whom. */
  | { readonly type: 'coming'; readonly pressId: string | null }
  | { readonly type: 'done'; readonly pressId: string }
  | { readonly type: 'due' };

export type FlowEffect =
  | { readonly type: 'record'; readonly flow: FlowRecord }
  /** Seals it, then records it as the answer; records the step as skipped if that fails. Answered by `sealed`. */
  | {
      readonly type: 'seal';
      readonly pressId: string;
      readonly step: string;
      readonly content: SealedContent;
    }
  /** Answered by `signed`. */
  | { readonly type: 'sign'; readonly press: FlowPress; readonly pageUrl: string }
  /** Asks the hub whether somebody is coming, for as long as the help page shows that nobody said so. */
  | { readonly type: 'watch-help'; readonly pressId: string };
