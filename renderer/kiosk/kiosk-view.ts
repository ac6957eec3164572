import type { LanguageTag } from '../../contract/identifiers.ts';
import type { KeypadKeys } from '../../contract/keypad-keys.ts';
import type { Appearance } from '../../contract/appearance.ts';
import type { Choice } from '../../contract/choice.ts';
import type { Questionnaire, Step } from '../../contract/questionnaire.ts';
import type { Rating } from '../../contract/rating.ts';
import type { KioskNotice } from './kiosk-notice.ts';

/** Why visitors cannot press yet, for the person who sets the terminal up. */
export type SetUpStep =
  /** Another window of this browser is the terminal; this one takes over when that one closes. */
  | { readonly kind: 'open-elsewhere' }
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

/** What is on screen: exactly one of these. */
export type KioskView =
  | { readonly screen: 'starting' }
  | { readonly screen: 'set-up'; readonly step: SetUpStep; readonly hubUrl: string | null }
  /** `pressed` shows the press at once (motion, sound) while it is being written down. */
  | { readonly screen: 'start'; readonly pressed: Choice | null }
  /** `offers`: the page has what its questionnaire offers; a press that is followed by steps is thanked first without. */
  | {
      readonly screen: 'thanks';
      readonly rating: Rating;
      readonly pressId: string;
      readonly offers: boolean;
    }
  /** Something asked after the press; `place` of `count`, from 1. */
  | {
      readonly screen: 'step';
      readonly rating: Rating;
      readonly pressId: string;
      readonly step: Step;
      readonly place: number;
      readonly count: number;
    }
  /** Somebody of the staff was asked to come, or is coming. */
  | { readonly screen: 'help'; readonly pressId: string; readonly coming: boolean }
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
  /** Which key is which button; null for the keys that every terminal has. */
  readonly keypadKeys: KeypadKeys | null;
  readonly onPress: (choice: Choice, source: 'touch' | 'keyboard') => void;
  /** The key of a button, by its index. */
  readonly onButton: (button: number) => void;
  readonly onLanguage: (language: LanguageTag) => void;
  /** The person at the set-up page typed an enrolment key. */
  readonly onEnrol: (enrolmentKey: string) => void;
};
