import { type ReactNode, type SyntheticEvent, useId, useMemo, useState } from 'react';
import { flowTextsOf } from '../../flow/language/flow-texts.ts';
import { OnScreenKeyboard } from '../../flow/keyboard/on-screen-keyboard.tsx';
import { useTyped, useTypedText } from '../../flow/keyboard/use-typed-text.ts';
import type { StaffWords } from '../language/staff-words.ts';

const LONGEST_NAME = 80;

/** Who carries the test out: their name stands in the report. By the keyboard on the screen, or a real one. */
export function InstallerForm({
  words,
  onBegin,
}: {
  readonly words: StaffWords;
  readonly onBegin: (who: string) => void;
}): ReactNode {
  const { t, language } = words;
  const fieldId = useId();
  const complaintId = useId();
  const texts = useMemo(() => flowTextsOf(language), [language]);
  const typed = useTypedText<HTMLInputElement>(LONGEST_NAME);
  const { field } = typed;
  const [asked, setAsked] = useState(false);
  const who = useTyped(typed, ({ text }) => text.trim());
  const missing = asked && who === '';
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (who === '') {
      field.ref.current?.focus();
    } else {
      onBegin(who);
    }
  };
  return (
    <form className="installer-form" noValidate onSubmit={submit}>
      <label htmlFor={fieldId}>{t('acceptance.name')}</label>
      <div className="installer-line">
        <input
          id={fieldId}
          type="text"
          name="installer"
          required
          dir="auto"
          aria-invalid={missing}
          aria-describedby={missing ? complaintId : undefined}
          {...field}
        />
        <button type="submit" className="staff-button" data-main>
          {t('acceptance.begin')}
        </button>
      </div>
      {missing ? (
        <p className="complaint" id={complaintId} role="alert">
          {t('acceptance.nameMissing')}
        </p>
      ) : null}
      <div className="installer-keys">
        <OnScreenKeyboard language={language} purpose="name" into={typed} texts={texts} />
      </div>
    </form>
  );
}
