import type { ComponentProps, ReactElement } from 'react';
import { Field } from './field.tsx';
import type { EntryProps } from './field.tsx';

type TextEntryProps = EntryProps & {
  value: string;
  onChange: (value: string) => void;
} & Pick<
    ComponentProps<'input'>,
    'type' | 'name' | 'autoComplete' | 'inputMode' | 'maxLength' | 'placeholder' | 'disabled'
  >;

/** A line of text. */
export function TextEntry(props: TextEntryProps): ReactElement {
  const { path, label, hint, value, onChange, ...input } = props;
  return (
    <Field path={path} label={label} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => (
        <input
          {...wiring}
          {...input}
          className="input"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
