import type { ReactNode } from 'react';
import { useLayoutEffect } from 'react';
import type { KioskScreensProps, KioskView } from '../kiosk/kiosk-view.ts';
import type { Texts } from '../language/texts.ts';
import { useTexts } from '../language/use-texts.ts';
import { NotSavedScreen } from './not-saved-screen.tsx';
import { SetUpScreen } from './set-up-screen.tsx';
import { StartScreen } from './start-screen.tsx';
import { StartingScreen } from './starting-screen.tsx';
import { ThanksScreen } from './thanks-screen.tsx';
import { useKeypad } from './use-keypad.ts';

function takesPresses(view: KioskView): boolean {
  return view.screen === 'start' || view.screen === 'thanks' || view.screen === 'not-saved';
}

/** A screen that is only looked at. It is spoken when it comes up. */
function shownScreen(view: KioskView, texts: Texts): ReactNode {
  switch (view.screen) {
    case 'thanks':
      return (
        // Anew for every press: two in a row may be thanked without a page in between.
        <ThanksScreen
          key={view.pressId}
          texts={texts}
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
          languages={languages}
          language={language}
          onPress={props.onPress}
          onLanguage={onLanguage}
        />
      );
    case 'thanks':
    case 'not-saved':
    case 'step':
    case 'help':
    case 'night':
    case 'staff':
      return null;
  }
}

/**
 * Shows exactly the view it is given and decides nothing.
 *
 * A keypad's keys press on every screen a visitor can meet, also during a thank-you: the next visitor does not wait.
 * The document's language and direction follow.
 */
export function KioskScreens(props: KioskScreensProps): ReactNode {
  const { view, language } = props;
  const texts = useTexts(language);

  useLayoutEffect(() => {
    document.documentElement.lang = texts.language;
    document.documentElement.dir = texts.direction;
  }, [texts]);

  useKeypad(takesPresses(view), props.keypadKeys, props.onButton);

  return (
    <main className="kiosk" data-screen={view.screen} lang={texts.language} dir={texts.direction}>
      {operatedScreen(props, texts)}
      {/* Always there, so that assistive technology hears what comes into it. */}
      <div className="spoken-screens" role="status">
        {shownScreen(view, texts)}
      </div>
    </main>
  );
}
