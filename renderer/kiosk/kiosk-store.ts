import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { Choice } from '../../contract/choice.ts';
import type { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import { choiceOfButton } from '../../contract/choice-of-button.ts';
import { isSameChoice } from '../../contract/same-choice.ts';
import type { PressRecorder, RecordedPress } from '../recording/press-recorder.ts';
import { flowPathOf, thanksAlone } from './flow-path.ts';
import { createFlowRunner, type FlowPart } from './flow-runner.ts';
import type { NextOpening } from './hours-watch.ts';
import type { AskHelp } from './help-watch.ts';
import { NO_GROUNDS, noticeOf, type Observation, observe } from './kiosk-notice.ts';
import {
  type KioskEffect,
  type KioskEvent,
  type KioskState,
  KIOSK_START,
  transition,
} from './kiosk-machine.ts';
import type { FlowControls, KioskScreensProps, KioskView, SetUpStep } from './kiosk-view.ts';

/** What the screens draw of it. */
export type KioskSnapshot = Pick<
  KioskScreensProps,
  | 'view'
  | 'notice'
  | 'questionnaire'
  | 'appearance'
  | 'languages'
  | 'language'
  | 'opening'
  | 'flowScreens'
  | 'startUrl'
  | 'drawQr'
>;

export type Kiosk = {
  readonly store: StoreApi<KioskSnapshot>;
  /** A visitor's finger on a face, or a key on the one that has the focus. */
  press(choice: Choice, source: 'touch' | 'keyboard'): void;
  /** A visitor's key that stands for a button of a box: the configuration says what it means, if anything. */
  pressButton(button: number): void;
  /** A press on its way to the stores, whichever way it came in. */
  onPress(press: RecordedPress): void;
  /** Somebody is there. */
  active(): void;
  readonly flow: FlowControls;
  chooseLanguage(language: LanguageTag): void;
  setUp(step: SetUpStep, hubUrl: string | null): void;
  configure(configuration: TerminalConfiguration): void;
  /** Whether visitors are expected, by the opening hours, and when they are next. */
  hours(open: boolean, opening: NextOpening | null): void;
  staffOpened(): void;
  staffClosed(): void;
  /** Somebody of the staff said at the box that they are coming. */
  staffComing(): void;
  /** What follows a press can be shown from now on. */
  useFlow(part: FlowPart): void;
  askHelpBy(ask: AskHelp): void;
  /** Something staff may have to be told, or need not be told any more. */
  observe(seen: Observation): void;
  /** The hub answered, so its certificate was not refused this time. */
  hubAnswered(): void;
};

export type KioskOptions = {
  readonly recorder: Pick<PressRecorder, 'press' | 'record'>;
  readonly onLanguage: (language: LanguageTag) => void;
  /** A press is pressed from now on, before anything is drawn of it: the moment of its sound. */
  readonly onPressed: (choice: Choice) => void;
  /** The hub says that somebody comes: nobody needs to be called by what is in the store any more. */
  readonly onHelpAcknowledged: () => void;
  /** Something failed that the visitor is told of as far as it matters, and somebody should know. */
  readonly onTrouble: (detail: string) => void;
};

/** When nobody has been served for this long, the next visitor finds the terminal in its own language again. */
export const LANGUAGE_RESETS_AFTER_MS = 20_000;
const DEFAULT_LANGUAGES: readonly [LanguageTag, ...LanguageTag[]] = ['en', 'nl'];
const DEFAULT_THANKS_MS = 4_000;

/** Runs the kiosk machine: owns its timers and hands the screens their state. */
export function createKiosk(options: KioskOptions): Kiosk {
  let state: KioskState = KIOSK_START;
  let grounds = NO_GROUNDS;
  let inForce: TerminalConfiguration | null = null;
  let flowPart: FlowPart | null = null;
  let wakeUp: ReturnType<typeof setTimeout> | undefined;
  let languageReset: ReturnType<typeof setTimeout> | undefined;

  const runner = createFlowRunner({
    recorder: options.recorder,
    part: () => flowPart,
    sealingKey: () => inForce?.sealing ?? null,
    tell: (event) => dispatch(event),
    onHelpAcknowledged: options.onHelpAcknowledged,
    onTrouble: options.onTrouble,
  });

  const store = createStore<KioskSnapshot>(() => ({
    view: state.view,
    notice: null,
    questionnaire: null,
    appearance: null,
    languages: DEFAULT_LANGUAGES,
    language: DEFAULT_LANGUAGES[0],
    opening: null,
    flowScreens: null,
    startUrl: null,
    drawQr: null,
  }));

  function dispatch(event: KioskEvent): void {
    const step = transition(state, event);
    const { view } = step.state;
    const before = state.view;
    state = step.state;
    for (const effect of step.effects) {
      perform(effect);
    }
    if (view === before) {
      return;
    }
    runner.shows(view);
    store.setState({ view });
    const pressed = pressedOf(view);
    const pressedBefore = pressedOf(before);
    if (pressed !== null && (pressedBefore === null || !isSameChoice(pressed, pressedBefore))) {
      options.onPressed(pressed);
    }
    if (view.screen !== before.screen) {
      resetLanguageLater();
    }
  }

  function perform(effect: KioskEffect): void {
    if (effect.type !== 'wake') {
      runner.perform(effect);
      return;
    }
    clearTimeout(wakeUp);
    if (effect.afterMs !== null) {
      wakeUp = setTimeout(() => dispatch({ type: 'due' }), effect.afterMs);
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

  /** Counts while nobody is served, and from the last touch on: a visitor who reads keeps the language. */
  function resetLanguageLater(): void {
    clearTimeout(languageReset);
    languageReset = undefined;
    const { languages, language, view } = store.getState();
    const [first] = languages;
    if (first !== undefined && first !== language && !isServing(view)) {
      languageReset = setTimeout(() => {
        languageReset = undefined;
        speak(store.getState().languages[0] ?? first);
      }, LANGUAGE_RESETS_AFTER_MS);
    }
  }

  return {
    store,
    press,
    pressButton(button) {
      const choice = choiceOfButton(inForce?.buttons[button], store.getState().questionnaire);
      if (choice !== null) {
        press(choice, 'keyboard');
      }
    },
    onPress({ id, choice, repeat, ageMs, kept }) {
      const path =
        inForce === null || flowPart === null
          ? thanksAlone(inForce?.thanksMs ?? DEFAULT_THANKS_MS)
          : flowPathOf(inForce, choice.rating);
      dispatch({ type: 'pressed', id, choice, repeat, ageMs, path });
      void kept.then((keeping) => dispatch({ type: 'settled', id, keeping }));
    },
    active() {
      dispatch({ type: 'active' });
      if (languageReset !== undefined) {
        resetLanguageLater();
      }
    },
    flow: {
      leaveStep: (pressId, stepId, answer) => dispatch({ type: 'left', pressId, stepId, answer }),
      takeOffer: (pressId, offer) => dispatch({ type: 'offer-taken', pressId, offer }),
      done: (pressId) => dispatch({ type: 'done', pressId }),
    },
    chooseLanguage(language) {
      speak(language);
      dispatch({ type: 'active' });
      resetLanguageLater();
    },
    setUp(step, hubUrl) {
      dispatch({ type: 'set-up', step, hubUrl });
    },
    configure(configuration) {
      inForce = configuration;
      const { languages, questionnaire, appearance } = configuration;
      const { language, view } = store.getState();
      const chosen = languageReset !== undefined || isServing(view);
      const startUrl = configuration.followUp?.startUrl ?? null;
      store.setState({ languages, questionnaire, appearance, startUrl });
      if (!(chosen && languages.includes(language)) && languages[0] !== undefined) {
        speak(languages[0]);
      }
      dispatch({ type: 'ready' });
    },
    hours(open, opening) {
      store.setState({ opening });
      dispatch({ type: 'hours', open });
    },
    staffOpened: () => dispatch({ type: 'staff-opened' }),
    staffClosed: () => dispatch({ type: 'staff-closed' }),
    staffComing: () => dispatch({ type: 'coming', pressId: null }),
    useFlow(part) {
      flowPart = part;
      store.setState({ flowScreens: part.screens, drawQr: part.drawQr });
    },
    askHelpBy: (ask) => runner.askHelpBy(ask),
    observe: see,
    hubAnswered: () => see({ type: 'hub-answered' }),
  };
}

/** Somebody is at a page that follows a press, or at the staff menu. */
function isServing({ screen }: KioskView): boolean {
  return screen === 'thanks' || screen === 'step' || screen === 'help' || screen === 'staff';
}

function pressedOf(view: KioskView): Choice | null {
  return view.screen === 'start' ? view.pressed : null;
}
