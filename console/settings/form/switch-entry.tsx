import type { ReactElement } from 'react';

/** Something that is on or off; the words beside it are part of what is pressed. */
export function SwitchEntry(props: {
  label: string;
  /** What it is of, for who does not see what it stands beside. */
  describedAs?: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}): ReactElement {
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span className="switch__words">
        <span>
          {props.label}
          {props.describedAs !== undefined && <span className="unseen"> {props.describedAs}</span>}
        </span>
        {props.hint !== undefined && <small>{props.hint}</small>}
      </span>
    </label>
  );
}
