import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useFault } from './faults-context.ts';

/** What ties an input to its label, its hint and what is wrong with it. */
export type FieldWiring = {
  id: string;
  'data-path': string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
};

/** What every field with one input has. */
export type EntryProps = {
  /** JSON pointer to the value in the form. */
  path: string;
  label: string;
  hint?: ReactNode;
};

type FieldProps = EntryProps & {
  children: (wiring: FieldWiring) => ReactNode;
};

/** One input with its label, a hint, and what is wrong with it. */
export function Field({ path, label, hint, children }: FieldProps): ReactElement {
  const id = useId();
  const fault = useFault(path);
  const described = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(fault === null ? [] : [`${id}-fault`]),
  ].join(' ');
  return (
    <div className="entry">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="entry__hint">
          {hint}
        </p>
      )}
      {children({
        id,
        'data-path': path,
        'aria-invalid': fault !== null,
        'aria-describedby': described === '' ? undefined : described,
      })}
      {fault !== null && (
        <p id={`${id}-fault`} className="entry__fault">
          {fault}
        </p>
      )}
    </div>
  );
}

/** Several inputs that answer one question. */
export function FieldGroup(props: {
  /** JSON pointer to the value they make; without one nothing is told of here. */
  path?: string;
  label: string;
  hint?: ReactNode;
  children: ReactNode;
}): ReactElement {
  const id = useId();
  const fault = useFault(props.path ?? '\0');
  const described = [
    ...(props.hint === undefined ? [] : [`${id}-hint`]),
    ...(fault === null ? [] : [`${id}-fault`]),
  ].join(' ');
  return (
    <fieldset
      className="group"
      aria-describedby={described === '' ? undefined : described}
      tabIndex={-1}
      {...(props.path === undefined
        ? {}
        : { 'data-path': props.path, 'data-faulty': fault !== null })}
    >
      <legend className="field-label">{props.label}</legend>
      {props.hint !== undefined && (
        <p id={`${id}-hint`} className="entry__hint">
          {props.hint}
        </p>
      )}
      {props.children}
      {fault !== null && (
        <p id={`${id}-fault`} className="entry__fault">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
