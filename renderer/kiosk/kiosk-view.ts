import type { ComponentType, ReactNode } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { KeypadKeys } from '../../contract/keypad-keys.ts';
import type { Appearance } from '../../contract/appearance.ts';
import type { Choice } from '../../contract/choice.ts';
import type { Questionnaire, Step } from '../../contract/questionnaire.ts';
import type { Rating } from '../../contract/rating.ts';
import type { SealedContent } from '../../contract/sealing.ts';
import type { QrDrawing } from '../flow/qr-code.tsx';
import type { TextKey } from '../language/en.ts';
import type { CataloguesFor } from '../language/texts.ts';
import type { NextOpening } from './hours-watch.ts';
import type { KioskNotice } from './kiosk-notice.ts';

/** Why visitors cannot press yet, for the person who sets the terminal up. */
export type SetUpStep =
  /** Another window of this browser is the terminal; this one takes over when that one closes. */
  | { readonly kind: 'open-elsewhere' }
  /** The page came over plain http, where the browser gives it nothing to record with. */
  | { readonly kind: 'insecure' }
  /** The shell gives no storage or no key, so nothing could be kept. Tried again by itself. */
  | { readonly kind: 'no-storage'; readonly detail: string }
  /** No hub address is configured; only the environment or provisioning file can give one. */
  | { readonly kind: 'no-hub' }
  /** A hub is known; an enrolment key has to be given (typed here, or by configuration). */
  | { readonly kind: 'needs-key' }
  | { readonly kind: 'enrolling' }
  /** The hub does not know the key, or it was used up or revoked. */
  | { readonly kind: 'key-refused'; readonly detail: string }
  /** Tried again by itself. */
  | { readonly kind: 'hub-unreachable'; readonly detail: string };

/** What a thank-you page offers, ready to be drawn. */
export type ShownOffer =
  | { readonly kind: 'call-back' }
  | { readonly kind: 'ask-staff' }
  /** A code; the address is null while it is being signed. */
  | { readonly kind: 'follow-up'; readonly url: string | null }
  | { readonly kind: 'review'; readonly url: string };

/** How long a page stays for a visitor who does nothing. */
export type Closing = {
  readonly afterMs: number;
  /** Another one from each thing the visitor does: the time begins anew. */
  readonly turn: number;
  /** It closes in a few seconds. */
  readonly soon: boolean;
};

/** Where a call for staff stands: `unanswered` once it is no use to wait on at the kiosk. */
export type HelpCall = 'asked' | 'coming' | 'unanswered';

/** How a visitor leaves a step. Words and contact details are sealed before anything keeps them. */
export type StepAnswer =
  | { readonly kind: 'choice'; readonly values: string[] }
  | SealedContent
  | { readonly kind: 'skipped' };

/** What a visitor does on the pages that follow a press. */
export type FlowControls = {
  /** On the step that is shown; of no consequence for any other. */
  readonly leaveStep: (pressId: string, stepId: string, answer: StepAnswer) => void;
  readonly takeOffer: (pressId: string, offer: 'call-back' | 'ask-staff') => void;
  /** Back to the start screen now, or on from the page that says what could not be kept. */
  readonly done: (pressId: string) => void;
};

/** What is on screen: exactly one of these. */
export type KioskView =
  | { readonly screen: 'starting' }
  | { readonly screen: 'set-up'; readonly step: SetUpStep; readonly hubUrl: string | null }
  /** `pressed` shows the press at once (motion, sound) while it is being written down. */
  | { readonly screen: 'start'; readonly pressed: Choice | null }
  /** A press that is followed by steps is thanked first without offers, and once more after them. */
  | {
      readonly screen: 'thanks';
      readonly rating: Rating;
      readonly pressId: string;
      readonly offers: readonly ShownOffer[];
      /** The visitor left contact details: somebody will be in touch. */
      readonly promised: boolean;
      /** Null where there is nothing to do on it. */
      readonly closing: Closing | null;
    }
  /** Something asked after the press; `place` of `count`, from 1. */
  | {
      readonly screen: 'step';
      readonly rating: Rating;
      readonly pressId: string;
      readonly step: Step;
      readonly place: number;
      readonly count: number;
      readonly closing: Closing;
      /** `failed`: what was written could not be sealed, and is not kept. */
      readonly keeping: 'open' | 'sealing' | 'failed';
    }
  /** A visitor asked for somebody of the staff. */
  | {
      readonly screen: 'help';
      readonly rating: Rating;
      readonly pressId: string;
      readonly call: HelpCall;
    }
  /** Out of hours. A touch, a key or a box wakes it, and every press counts. */
  | { readonly screen: 'night' }
  | { readonly screen: 'staff' }
  /** Nothing could be written: an honest page, never a thank-you. Null for a touch that never became a press. */
  | { readonly screen: 'not-saved'; readonly pressId: string | null };

/** Everything the screens need; they decide nothing. */
export type KioskScreensProps = {
  readonly view: KioskView;
  /** For staff, on the start screen. */
  readonly notice: KioskNotice | null;
  /** Null until the terminal is assigned, and before its configuration is there. */
  readonly questionnaire: Questionnaire | null;
  readonly appearance: Appearance | null;
  readonly languages: readonly LanguageTag[];
  readonly language: LanguageTag;
  /** Of a kiosk that is closed, where it is known. */
  readonly opening: NextOpening | null;
  /** The kiosk's own words, with languages beside its own; without it, its own. */
  readonly catalogues?: CataloguesFor<TextKey>;
  /** Which key is which button; null for the keys that every terminal has. */
  readonly keypadKeys: KeypadKeys | null;
  readonly onPress: (choice: Choice, source: 'touch' | 'keyboard') => void;
  /** The key of a button, by its index. */
  readonly onButton: (button: number) => void;
  readonly onLanguage: (language: LanguageTag) => void;
  /** Somebody is there: a touch anywhere, or a key. It wakes a closed kiosk and prolongs what closes by itself. */
  readonly onActive: () => void;
  /** Stands there while the view is the staff's; nothing of it is made before. */
  readonly staffMenu?: ReactNode;
  readonly flow: FlowControls;
  /** Null until they are loaded: until then a press is thanked, and nothing follows. */
  readonly flowScreens: FlowScreens | null;
  /** The address of the start screen's code; null for none. */
  readonly startUrl: string | null;
  /** Null until it is loaded, with the pages that follow a press. */
  readonly drawQr: DrawQr | null;
  /** The person at the set-up page typed an enrolment key. */
  readonly onEnrol: (enrolmentKey: string) => void;
};

export type DrawQr = (text: string) => QrDrawing;

/** The pages that follow a press: steps, thank-yous with something to do on them, and help. Loaded after the start. */
export type FlowScreens = ComponentType<FlowScreensProps>;

export type FlowScreensProps = Pick<
  KioskScreensProps,
  'questionnaire' | 'languages' | 'language' | 'flow'
> & { readonly view: Extract<KioskView, { screen: 'thanks' | 'step' | 'help' }> };
