import { type ReactNode, useEffect } from 'react';
import { FlowButton } from './flow-button.tsx';
import { FlowPage } from './flow-page.tsx';
import { OnScreenKeyboard } from './keyboard/on-screen-keyboard.tsx';
import { useTyped, useTypedText } from './keyboard/use-typed-text.ts';
import { frameOf, questionOf, type StepProps } from './step-props.ts';
import { focusWhenTyping } from './focus-when-typing.ts';

/** As long as what is sealed may be (`SealedContent`). */
const LONGEST = 500;

/** A visitor's own words, by the keyboard on the screen or a real one. */
export function TextStepPage(props: StepProps): ReactNode {
  const { texts, language, view, onLeave } = props;
  const typed = useTypedText<HTMLTextAreaElement>(LONGEST);
  const { field } = typed;
  const empty = useTyped(typed, ({ text }) => text.trim() === '');
  const sealing = view.keeping === 'sealing';
  const { ref } = field;
  useEffect(() => focusWhenTyping(() => ref.current), [ref]);
  return (
    <FlowPage {...frameOf(props)} kind="text" heading={questionOf(props)}>
      <textarea
        className="words-field"
        aria-label={texts.t('text.label')}
        placeholder={texts.t('text.label')}
        lang={language}
        dir="auto"
        readOnly={sealing}
        {...field}
      />
      <div className="flow-actions">
        <FlowButton look="plain" disabled={sealing} onPress={() => onLeave({ kind: 'skipped' })}>
          {texts.t('flow.skip')}
        </FlowButton>
        <FlowButton
          look="main"
          disabled={sealing || empty}
          onPress={() => onLeave({ kind: 'text', text: typed.read().text.trim() })}
        >
          {texts.t(sealing ? 'flow.oneMoment' : 'flow.send')}
        </FlowButton>
      </div>
      <OnScreenKeyboard language={language} purpose="text" into={typed} texts={texts} />
    </FlowPage>
  );
}
