import { type ReactNode, type SyntheticEvent, useId, useRef, useState } from 'react';
import type { StaffWords } from '../language/staff-words.ts';

const LONGEST_NAME = 80;

/** Who carries the test out: their name stands in the report. */
export function InstallerForm({
  words,
  initial,
  onBegin,
}: {
  readonly words: StaffWords;
  readonly initial: string;
  readonly onBegin: (who: string) => void;
}): ReactNode {
  const { t } = words;
  const fieldId = useId();
  const complaintId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const who = field.current?.value.trim() ?? '';
    setMissing(who === '');
    if (who === '') {
      field.current?.focus();
    } else {
      onBegin(who);
    }
  };
  return (
    <form className="installer-form" noValidate onSubmit={submit}>
      <label htmlFor={fieldId}>{t('acceptance.name')}</label>
      <div className="installer-line">
        <input
          ref={field}
          id={fieldId}
          type="text"
          name="installer"
          required
          maxLength={LONGEST_NAME}
          defaultValue={initial}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={missing}
          aria-describedby={missing ? complaintId : undefined}
          onInput={() => setMissing(false)}
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
    </form>
  );
}
