import type { ReactNode } from 'react';
import { useLayoutEffect, useRef } from 'react';
import type { KioskScreensProps } from '../kiosk/kiosk-view.ts';
import type { Texts } from '../language/texts.ts';
import { useTexts } from '../language/use-texts.ts';
import { showAppearance } from '../look/show-appearance.ts';
import { flowViewOf } from './flow-view.ts';
import { keysThatPress } from './keys-that-press.ts';
import { NightScreen } from './night-screen.tsx';
import { NotSavedScreen } from './not-saved-screen.tsx';
import { SetUpScreen } from './set-up-screen.tsx';
import { StartScreen } from './start-screen.tsx';
import { StartingScreen } from './starting-screen.tsx';
import { ThanksScreen } from './thanks-screen.tsx';
import { thanksWords } from './thanks-words.ts';
import { useActivity } from './use-activity.ts';
import { useKeypad } from './use-keypad.ts';
import { useSettling } from './use-settling.ts';

/** What follows a press, where there is something to do. */
function flowScreen(props: KioskScreensProps): ReactNode {
  const { questionnaire, languages, language, flow, flowScreens: FlowScreens } = props;
  const view = flowViewOf(props.view);
  if (FlowScreens === null || view === null) {
    return null;
  }
  return (
    <FlowScreens
      view={view}
      questionnaire={questionnaire}
      languages={languages}
      language={language}
      flow={flow}
    />
  );
}

/** A screen that is only looked at. It is spoken when it comes up. */
function shownScreen(props: KioskScreensProps, texts: Texts): ReactNode {
  const { view } = props;
  switch (view.screen) {
    case 'thanks':
      return flowViewOf(view) !== null ? null : (
        // Anew for every press: two in a row may be thanked without a page in between.
        <ThanksScreen
          key={view.pressId}
          words={thanksWords(texts, view, props)}
          rating={view.rating}
          pressId={view.pressId}
        />
      );
    case 'not-saved':
      return <NotSavedScreen texts={texts} pressId={view.pressId} />;
    case 'starting':
    case 'set-up':
    case 'start':
    case 'step':
    case 'help':
    case 'night':
    case 'staff':
      return null;
  }
}

/** A screen that somebody operates, or that waits for one. */
function operatedScreen(props: KioskScreensProps, texts: Texts): ReactNode {
  const { view, notice, questionnaire, languages, language, onLanguage } = props;
  switch (view.screen) {
    case 'starting':
      return <StartingScreen texts={texts} />;
    case 'set-up':
      return (
        <SetUpScreen
          texts={texts}
          step={view.step}
          hubUrl={view.hubUrl}
          languages={languages}
          language={language}
          onLanguage={onLanguage}
          onEnrol={props.onEnrol}
        />
      );
    case 'start':
      return (
        <StartScreen
          texts={texts}
          pressed={view.pressed}
          notice={notice}
          questionnaire={questionnaire}
          appearance={props.appearance}
          startUrl={props.startUrl}
          drawQr={props.drawQr}
          languages={languages}
          language={language}
          onPress={props.onPress}
          onLanguage={onLanguage}
        />
      );
    case 'night':
      return <NightScreen texts={texts} opening={props.opening} onWake={props.onActive} />;
    case 'staff':
      return props.staffMenu;
    case 'thanks':
    case 'not-saved':
    case 'step':
    case 'help':
      return null;
  }
}

/**
 * Shows exactly the view it is given and decides nothing.
 *
 * A keypad's keys press on every screen a visitor can meet, also during a thank-you: the next visitor does not wait.
 * Where somebody types, only those that type nothing do.
 * The document's language, direction and theme follow.
 */
export function KioskScreens(props: KioskScreensProps): ReactNode {
  const { view, language, appearance } = props;
  const texts = useTexts(language, props.catalogues);

  useLayoutEffect(() => {
    document.documentElement.lang = texts.language;
    document.documentElement.dir = texts.direction;
  }, [texts]);

  useLayoutEffect(() => {
    showAppearance(document.documentElement, appearance);
  }, [appearance]);

  useKeypad(keysThatPress(view), props.keypadKeys, props.onButton);
  useActivity(props.onActive);

  const kiosk = useRef<HTMLElement>(null);
  useSettling(kiosk, view);

  return (
    <main
      ref={kiosk}
      className="kiosk"
      data-screen={view.screen}
      data-scale={props.questionnaire?.kind}
      data-reach={appearance?.reach}
      lang={texts.language}
      dir={texts.direction}
    >
      {operatedScreen(props, texts)}
      {flowScreen(props)}
      {/* Always there, so that assistive technology hears what comes into it. */}
      <div className="spoken-screens" role="status">
        {shownScreen(props, texts)}
      </div>
    </main>
  );
}
