import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { isConflict, refusalMessage } from './refusal-message.ts';
import { FaultsContext } from './faults-context.ts';
import { faultsBeside } from './faults.ts';
import type { Fault } from './faults.ts';
import { LeaveGuard } from './leave-guard.tsx';
import type { Form } from './use-form.ts';

type FormFrameProps = {
  form: Pick<
    Form<object>,
    'changed' | 'changedNow' | 'faults' | 'refusals' | 'failure' | 'busy' | 'submit'
  >;
  label: string;
  /** Words of the button; "Save" when left out. */
  submitLabel?: string;
  /** Shown without a way to change it. */
  readOnly?: boolean;
  /** What stands beside the button. */
  ways?: ReactNode;
  /** Loads what somebody else made of it meanwhile; offered when that is why it could not be saved. */
  newest?: { busy: boolean; load: () => void };
  children: ReactNode;
};

/** Fields with what is wrong with them, the button to save under the thumb, and a question before changes are lost. */
export function FormFrame(props: FormFrameProps): ReactElement {
  const { form, newest } = props;
  const { t } = useLanguage();
  const element = useRef<HTMLFormElement>(null);
  const [beside, setBeside] = useState<readonly Fault[]>([]);
  const { refusals, faults, failure } = form;

  useEffect(() => {
    if (refusals === 0 || element.current === null) {
      return;
    }
    const fields = [...element.current.querySelectorAll<HTMLElement>('[data-path]')];
    setBeside(
      faultsBeside(
        faults,
        fields.map(({ dataset }) => dataset['path'] ?? ''),
      ),
    );
    element.current
      .querySelector<HTMLElement>('[aria-invalid="true"], [data-faulty="true"]')
      ?.focus();
    // Only when saving was refused anew, not while somebody mends it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [refusals]);

  const told = faults.length > 0 || failure !== null;
  return (
    <FaultsContext value={faults}>
      <form
        ref={element}
        className="form"
        aria-label={props.label}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.submit();
        }}
      >
        <fieldset className="form__fields" disabled={props.readOnly ?? false}>
          {props.children}
        </fieldset>
        <div role="alert" className="form__failure" data-shown={told}>
          {told && (
            <>
              <p>
                {failure === null || faults.length > 0
                  ? t('form.lookAt')
                  : refusalMessage(failure, t)}
              </p>
              {beside.length > 0 && faults.length > 0 && (
                <ul>
                  {beside.map(({ path, message }) => (
                    <li key={`${path} ${message}`}>{message}</li>
                  ))}
                </ul>
              )}
              {failure?.kind === 'signed-out' && (
                <a href="/sign-in" target="_blank" rel="noopener">
                  {t('form.signInBeside')}
                </a>
              )}
              {failure !== null && newest !== undefined && isConflict(failure) && (
                <button
                  type="button"
                  className="control"
                  aria-busy={newest.busy}
                  onClick={newest.load}
                >
                  {t('form.loadNewest')}
                </button>
              )}
            </>
          )}
        </div>
        {props.readOnly !== true && (
          <div className="form__save" data-changed={form.changed}>
            <Button type="submit" aria-busy={form.busy} data-busy={form.busy}>
              {props.submitLabel ?? t('form.save')}
            </Button>
            {props.ways}
          </div>
        )}
      </form>
      <LeaveGuard changed={form.changed} changedNow={form.changedNow} />
    </FaultsContext>
  );
}
