import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { WEEK } from './week-spans.ts';
import { weekdayName } from './weekdays.ts';

/** Some days of the week. */
export function DaysEntry(props: {
  label: string;
  days: readonly number[];
  onChange: (days: number[]) => void;
}): ReactElement {
  const { language } = useLanguage();
  const { days, onChange } = props;
  return (
    <div className="days" role="group" aria-label={props.label}>
      {WEEK.map((day) => (
        <button
          key={day}
          type="button"
          className="control"
          aria-pressed={days.includes(day)}
          onClick={() =>
            onChange(
              days.includes(day)
                ? days.filter((other) => other !== day)
                : [...days, day].toSorted((a, b) => a - b),
            )
          }
        >
          <span aria-hidden="true">{weekdayName(day, language, 'short')}</span>
          <span className="unseen">{weekdayName(day, language, 'long')}</span>
        </button>
      ))}
    </div>
  );
}
