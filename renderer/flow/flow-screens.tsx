import { type ReactNode, useMemo } from 'react';
import type { FlowScreensProps } from '../kiosk/kiosk-view.ts';
import { useTexts } from '../language/use-texts.ts';
import '../look/flow.css';
import { thanksWords } from '../screens/thanks-words.ts';
import { ChoiceStepPage } from './choice-step.tsx';
import { ContactStepPage } from './contact-step.tsx';
import { FailedPage } from './failed-page.tsx';
import { HelpPage } from './help-page.tsx';
import { flowTextsOf } from './language/flow-texts.ts';
import { OffersPage } from './offers-page.tsx';
import type { StepProps } from './step-props.ts';
import { TextStepPage } from './text-step.tsx';

/** The pages that follow a press, in the kiosk's place. Nothing a visitor typed outlives its page. */
export function FlowScreens(props: FlowScreensProps): ReactNode {
  const { view, languages, language, flow } = props;
  const kioskTexts = useTexts(language);
  const texts = useMemo(() => flowTextsOf(language), [language]);
  const { rating } = view;
  const promised = view.screen === 'thanks' && view.promised;
  const thanks = thanksWords(kioskTexts, { rating, promised }, props);
  const { pressId } = view;
  switch (view.screen) {
    case 'thanks':
      return <OffersPage key={pressId} view={view} texts={texts} thanks={thanks} flow={flow} />;
    case 'help':
      return <HelpPage key={pressId} view={view} texts={texts} onDone={() => flow.done(pressId)} />;
    case 'step':
      return view.keeping === 'failed' ? (
        <FailedPage view={view} texts={texts} onGoOn={() => flow.done(pressId)} />
      ) : (
        <StepPage
          key={`${pressId} ${view.step.id}`}
          view={view}
          texts={texts}
          thanks={thanks.title}
          languages={languages}
          language={language}
          onLeave={(answer) => flow.leaveStep(pressId, view.step.id, answer)}
        />
      );
  }
}

function StepPage(props: StepProps): ReactNode {
  const { step } = props.view;
  switch (step.kind) {
    case 'choice':
      return <ChoiceStepPage {...props} step={step} />;
    case 'text':
      return <TextStepPage {...props} />;
    case 'contact':
      return <ContactStepPage {...props} step={step} />;
  }
}
