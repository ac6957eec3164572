import type { ReactNode } from 'react';
import { useState } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import { catalogues } from '../language/catalogues.ts';
import { textsOf } from '../language/texts.ts';
import { KioskScreens } from '../screens/kiosk-screens.tsx';
import type { FlowControls, SetUpStep } from './kiosk-view.ts';

const NOBODY_SERVED: FlowControls = {
  leaveStep: () => undefined,
  takeOffer: () => undefined,
  done: () => undefined,
};
const LANGUAGES = Object.keys(catalogues);

/** For when no terminal can run in this window: says why, and nothing else. */
export function StandstillPage({
  step,
  language,
}: {
  readonly step: SetUpStep;
  readonly language: LanguageTag;
}): ReactNode {
  const [spoken, setSpoken] = useState(textsOf(language).language);
  return (
    <KioskScreens
      view={{ screen: 'set-up', step, hubUrl: null }}
      notice={null}
      questionnaire={null}
      appearance={null}
      opening={null}
      languages={LANGUAGES}
      language={spoken}
      keypadKeys={null}
      onPress={() => undefined}
      onButton={() => undefined}
      onLanguage={setSpoken}
      onActive={() => undefined}
      flow={NOBODY_SERVED}
      flowScreens={null}
      startUrl={null}
      drawQr={null}
      onEnrol={() => undefined}
    />
  );
}
