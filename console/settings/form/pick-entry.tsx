import { useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { CloseIcon } from '../../look/icons.tsx';
import { Field } from './field.tsx';
import type { EntryProps } from './field.tsx';

export type Pick = { value: string; label: string };

/**
 * Several of many: those that were picked, each to take away, and the device's own picker for the next. By keyboard every
 * key chooses another one, so there what is chosen is added with Enter or on leaving, and Escape takes it back.
 */
export function PickEntry(
  props: EntryProps & {
    picked: readonly Pick[];
    choices: readonly { label: string; picks: readonly Pick[] }[];
    /** Words of the picker while nothing is picked in it. */
    add: string;
    onAdd: (value: string) => void;
    onRemove: (value: string) => void;
  },
): ReactElement {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState('');
  const byKeyboard = useRef(false);
  const picked = new Set(props.picked.map(({ value }) => value));
  const groups = props.choices
    .map(({ label, picks }) => ({ label, picks: picks.filter(({ value }) => !picked.has(value)) }))
    .filter(({ picks }) => picks.length > 0);
  return (
    <Field
      path={props.path}
      label={props.label}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
    >
      {(wiring) => (
        <>
          <ul className="picks" hidden={props.picked.length === 0}>
            {props.picked.map(({ value, label }) => (
              <li key={value} className="pick">
                <span>{label}</span>
                <button
                  type="button"
                  aria-label={t('form.removeNamed', { name: label })}
                  onClick={() => props.onRemove(value)}
                >
                  <CloseIcon />
                </button>
              </li>
            ))}
          </ul>
          <select
            {...wiring}
            className="input"
            value={chosen}
            disabled={groups.length === 0}
            onPointerDown={() => {
              byKeyboard.current = false;
            }}
            onKeyDown={(event) => {
              byKeyboard.current = true;
              if (event.key === 'Escape') {
                setChosen('');
              } else if (event.key === 'Enter' && chosen !== '') {
                event.preventDefault();
                add(chosen);
              }
            }}
            onBlur={() => add(chosen)}
            onChange={({ currentTarget: { value } }) =>
              byKeyboard.current ? setChosen(value) : add(value)
            }
          >
            <option value="">{props.add}</option>
            {groups.map(({ label, picks }) => (
              <optgroup key={label} label={label}>
                {picks.map((pick) => (
                  <option key={pick.value} value={pick.value}>
                    {pick.label}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </>
      )}
    </Field>
  );

  function add(value: string): void {
    setChosen('');
    if (value !== '') {
      props.onAdd(value);
    }
  }
}
