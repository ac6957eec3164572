import { useState } from 'react';
import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { DURATION_UNITS, joinDuration, splitDuration } from './durations.ts';
import type { DurationUnit } from './durations.ts';
import { Field } from './field.tsx';
import type { EntryProps } from './field.tsx';
import { NumberInput } from './number-entry.tsx';

/** How long, as an amount of minutes, hours or days. */
export function DurationEntry(
  props: EntryProps & { valueMs: number; onChange: (valueMs: number) => void },
): ReactElement {
  const { t } = useLanguage();
  const { valueMs, onChange } = props;
  const [chosen, setChosen] = useState<DurationUnit>(() => splitDuration(valueMs).unit);
  const amount = valueMs / joinDuration(1, chosen);
  // A value that was loaded anew may be no whole number of the unit that was chosen.
  const unit =
    Number.isInteger(amount) || Number.isNaN(amount) ? chosen : splitDuration(valueMs).unit;
  const shown = Number.isNaN(valueMs) ? Number.NaN : valueMs / joinDuration(1, unit);
  return (
    <Field
      path={props.path}
      label={props.label}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
    >
      {(wiring) => (
        <span className="input-row">
          <NumberInput
            wiring={wiring}
            value={shown}
            onChange={(next) => onChange(joinDuration(next, unit))}
          />
          <select
            className="input"
            aria-label={t('duration.unit', { of: props.label })}
            value={unit}
            onChange={(event) => {
              const next = DURATION_UNITS.find((name) => name === event.currentTarget.value);
              if (next !== undefined) {
                setChosen(next);
                onChange(joinDuration(shown, next));
              }
            }}
          >
            {DURATION_UNITS.map((name) => (
              <option key={name} value={name}>
                {t(`duration.${name}`)}
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}
