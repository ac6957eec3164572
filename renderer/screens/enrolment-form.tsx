import type { ReactNode, SyntheticEvent } from 'react';
import { useId, useRef, useState } from 'react';
import type { Texts } from '../language/texts.ts';

type EnrolmentFormProps = {
  readonly texts: Texts;
  readonly onEnrol: (enrolmentKey: string) => void;
};

/** One field and one button; the key is handed on without the blanks around it, and never when empty. */
export function EnrolmentForm({ texts, onEnrol }: EnrolmentFormProps): ReactNode {
  const fieldId = useId();
  const complaintId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const enrolmentKey = field.current?.value.trim() ?? '';
    setMissing(enrolmentKey === '');
    if (enrolmentKey === '') {
      field.current?.focus();
    } else {
      onEnrol(enrolmentKey);
    }
  };
  return (
    <form className="enrolment-form" noValidate onSubmit={submit}>
      <label htmlFor={fieldId}>{texts.t('setUp.key.label')}</label>
      <div className="enrolment-line">
        <input
          ref={field}
          id={fieldId}
          name="enrolmentKey"
          type="text"
          dir="ltr"
          required
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          aria-invalid={missing}
          aria-describedby={missing ? complaintId : undefined}
          onInput={() => {
            setMissing(false);
          }}
        />
        <button type="submit" className="primary-button">
          {texts.t('setUp.key.enrol')}
        </button>
      </div>
      {missing ? (
        <p className="complaint" id={complaintId} role="alert">
          {texts.t('setUp.key.missing')}
        </p>
      ) : null}
    </form>
  );
}
