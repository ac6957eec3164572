import type { ReactElement } from 'react';
import { Field } from './field.tsx';
import type { EntryProps } from './field.tsx';

export type Choice<Value extends string> = { value: Value; label: string };

/** One of several, by the device's own picker: a wheel under the thumb on a phone. */
export function ChoiceEntry<Value extends string>(
  props: EntryProps & {
    value: Value;
    choices: readonly Choice<Value>[];
    onChange: (value: Value) => void;
    disabled?: boolean;
  },
): ReactElement {
  const { path, label, hint, value, choices, onChange, disabled = false } = props;
  return (
    <Field path={path} label={label} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => (
        <select
          {...wiring}
          className="input"
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = choices.find((choice) => choice.value === event.currentTarget.value);
            if (chosen !== undefined) {
              onChange(chosen.value);
            }
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
