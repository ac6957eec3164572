import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { Appearance } from '../../contract/appearance.ts';
import type { Choice } from '../../contract/choice.ts';
import type { Questionnaire } from '../../contract/questionnaire.ts';
import type { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import { choiceOfButton } from '../../contract/choice-of-button.ts';
import { isSameChoice } from '../../contract/same-choice.ts';
import type { PressRecorder, RecordedPress } from '../recording/press-recorder.ts';
import {
  type KioskNotice,
  NO_GROUNDS,
  noticeOf,
  type Observation,
  observe,
} from './kiosk-notice.ts';
import { type KioskEvent, type KioskState, KIOSK_START, transition } from './kiosk-machine.ts';
import type { KioskView, SetUpStep } from './kiosk-view.ts';

export type KioskSnapshot = {
  readonly view: KioskView;
  readonly notice: KioskNotice | null;
  readonly questionnaire: Questionnaire | null;
  readonly appearance: Appearance | null;
  readonly languages: readonly LanguageTag[];
  readonly language: LanguageTag;
};

export type Kiosk = {
  readonly store: StoreApi<KioskSnapshot>;
  /** A visitor's finger on a face, or a key on the one that has the focus. */
  press(choice: Choice, source: 'touch' | 'keyboard'): void;
  /** A visitor's key that stands for a button of a box: the configuration says what it means, if anything. */
  pressButton(button: number): void;
  /** A press on its way to the stores, whichever way it came in. */
  onPress(press: RecordedPress): void;
  chooseLanguage(language: LanguageTag): void;
  setUp(step: SetUpStep, hubUrl: string | null): void;
  configure(configuration: TerminalConfiguration): void;
  /** Something staff may have to be told, or need not be told any more. */
  observe(seen: Observation): void;
  /** The hub answered, so its certificate was not refused this time. */
  hubAnswered(): void;
};

export type KioskOptions = {
  readonly recorder: Pick<PressRecorder, 'press'>;
  readonly onLanguage: (language: LanguageTag) => void;
  /** A press is pressed from now on, before anything is drawn of it: the moment of its sound. */
  readonly onPressed: (choice: Choice) => void;
};

/** After this long without a touch, the next visitor finds the terminal in its own language again. */
export const LANGUAGE_RESETS_AFTER_MS = 20_000;
const DEFAULT_LANGUAGES: readonly [LanguageTag, ...LanguageTag[]] = ['en', 'nl'];
const DEFAULT_THANKS_MS = 4_000;

/** Runs the kiosk machine: owns its timers and hands the screens their state. */
export function createKiosk(options: KioskOptions): Kiosk {
  let state: KioskState = KIOSK_START;
  let grounds = NO_GROUNDS;
  let thanksMs = DEFAULT_THANKS_MS;
  let buttons: TerminalConfiguration['buttons'] = {};
  let wakeUp: ReturnType<typeof setTimeout> | undefined;
  let languageReset: ReturnType<typeof setTimeout> | undefined;

  const store = createStore<KioskSnapshot>(() => ({
    view: state.view,
    notice: null,
    questionnaire: null,
    appearance: null,
    languages: DEFAULT_LANGUAGES,
    language: DEFAULT_LANGUAGES[0],
  }));

  function dispatch(event: KioskEvent): void {
    const step = transition(state, event);
    const { view } = step.state;
    const before = pressedOf(state.view);
    if (view !== state.view) {
      clearTimeout(wakeUp);
    }
    state = step.state;
    for (const { afterMs } of step.effects) {
      clearTimeout(wakeUp);
      wakeUp = setTimeout(() => dispatch({ type: 'due' }), afterMs);
    }
    store.setState({ view });
    const pressed = pressedOf(view);
    if (pressed !== null && (before === null || !isSameChoice(pressed, before))) {
      options.onPressed(pressed);
    }
  }

  function see(seen: Observation): void {
    grounds = observe(grounds, seen);
    const notice = noticeOf(grounds);
    if (notice !== store.getState().notice) {
      store.setState({ notice });
    }
  }

  function press(choice: Choice, source: 'touch' | 'keyboard'): void {
    dispatch({ type: 'touched', choice });
    options.recorder.press(choice, source);
    resetLanguageLater();
  }

  function speak(language: LanguageTag): void {
    store.setState({ language });
    options.onLanguage(language);
  }

  function resetLanguageLater(): void {
    clearTimeout(languageReset);
    const [first] = store.getState().languages;
    if (first !== undefined && first !== store.getState().language) {
      languageReset = setTimeout(() => speak(first), LANGUAGE_RESETS_AFTER_MS);
    }
  }

  return {
    store,
    press,
    pressButton(button) {
      const choice = choiceOfButton(buttons[button], store.getState().questionnaire);
      if (choice !== null) {
        press(choice, 'keyboard');
      }
    },
    onPress({ id, choice, repeat, ageMs, kept }) {
      dispatch({ type: 'pressed', id, choice, repeat, ageMs });
      void kept.then((keeping) => dispatch({ type: 'settled', id, keeping, thanksMs }));
    },
    chooseLanguage(language) {
      speak(language);
      resetLanguageLater();
    },
    setUp(step, hubUrl) {
      dispatch({ type: 'set-up', step, hubUrl });
    },
    configure(configuration) {
      thanksMs = configuration.thanksMs;
      ({ buttons } = configuration);
      const { languages } = configuration;
      const { language } = store.getState();
      const spoken = languages.includes(language) && languageReset !== undefined;
      const { questionnaire, appearance } = configuration;
      store.setState({ languages, questionnaire, appearance });
      if (!spoken && languages[0] !== undefined) {
        speak(languages[0]);
      }
      dispatch({ type: 'ready' });
    },
    observe: see,
    hubAnswered: () => see({ type: 'hub-answered' }),
  };
}

function pressedOf(view: KioskView): Choice | null {
  return view.screen === 'start' ? view.pressed : null;
}
