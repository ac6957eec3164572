import { useState } from 'react';
import type { ComponentProps, ReactElement } from 'react';
import { Field } from './field.tsx';
import type { EntryProps } from './field.tsx';

/** A whole number; NaN stands for one that is missing or cannot be read, which no schema takes. */
export function NumberEntry(
  props: EntryProps & { value: number; onChange: (value: number) => void; unit?: string },
): ReactElement {
  const { path, label, hint, value, onChange } = props;
  return (
    <Field path={path} label={label} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => (
        <span className="input-row">
          <NumberInput wiring={wiring} value={value} onChange={onChange} />
          {props.unit !== undefined && <span>{props.unit}</span>}
        </span>
      )}
    </Field>
  );
}

/** The input alone, which keeps what is typed while it is no number yet. */
export function NumberInput(props: {
  wiring: Partial<ComponentProps<'input'>>;
  value: number;
  onChange: (value: number) => void;
}): ReactElement {
  const { wiring, value, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const shown = Number.isNaN(value) ? '' : String(value);
  return (
    <input
      {...wiring}
      className="input input--number"
      inputMode="numeric"
      autoComplete="off"
      value={typed ?? shown}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        onChange(/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
