import type { ReactElement } from 'react';
import type { Choice } from './choice-entry.tsx';

/** One of a few, all in sight. */
export function RadioEntry<Value extends string>(props: {
  name: string;
  value: Value;
  choices: readonly (Choice<Value> & { hint?: string })[];
  onChange: (value: Value) => void;
}): ReactElement {
  return (
    <div className="radios">
      {props.choices.map((choice) => (
        <label key={choice.value} className="radio">
          <input
            type="radio"
            name={props.name}
            value={choice.value}
            checked={choice.value === props.value}
            onChange={() => props.onChange(choice.value)}
          />
          <span className="switch__words">
            <span>{choice.label}</span>
            {choice.hint !== undefined && <small>{choice.hint}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}
