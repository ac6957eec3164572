import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { failureMessage, isConflict } from '../../api/failure-message.ts';
import type { HubFailure } from '../../api/hub-result.ts';
import { useLanguage } from '../../language/language-context.tsx';
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
  newest?: { busy: boolean; failure: HubFailure | null; load: () => void };
  children: ReactNode;
};

/**
 * Fields with what is wrong with them, the button to save under the thumb, and a question before changes are lost. Why
 * something was not saved is said at that button, which is in sight wherever one is in the form.
 */
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

  const refusal = newest?.failure ?? failure;
  const isOutdated = refusal !== null && isConflict(refusal);
  const told = words();
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
        {props.readOnly !== true && (
          <div className="form__save" data-changed={form.changed}>
            <div role="alert" className="form__failure" data-shown={told !== ''}>
              {told !== '' && <p>{told}</p>}
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
              {newest !== undefined && isOutdated && (
                <button
                  type="button"
                  className="control"
                  aria-busy={newest.busy}
                  onClick={newest.load}
                >
                  {t('form.loadNewest')}
                </button>
              )}
            </div>
            <div className="form__ways">
              <Button type="submit" aria-busy={form.busy} data-busy={form.busy}>
                {props.submitLabel ?? t('form.save')}
              </Button>
              {props.ways}
            </div>
          </div>
        )}
      </form>
      <LeaveGuard changed={form.changed} changedNow={form.changedNow} />
    </FaultsContext>
  );

  function words(): string {
    if (faults.length > 0) {
      return t('form.lookAt');
    }
    if (refusal === null) {
      return '';
    }
    return isOutdated && newest !== undefined
      ? `${failureMessage(refusal, t)} ${t('form.newestLead')}`
      : failureMessage(refusal, t);
  }
}
