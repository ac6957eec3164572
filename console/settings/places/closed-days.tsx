import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { LOCALES } from '../../language/times.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { CloseIcon } from '../../look/icons.tsx';

/** Days without any opening, by their dates. */
export function ClosedDays(props: {
  days: readonly string[];
  onChange: (days: string[]) => void;
}): ReactElement {
  const { t, language } = useLanguage();
  const id = useId();
  const [typed, setTyped] = useState('');
  const { days, onChange } = props;
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'full', timeZone: 'UTC' });
  return (
    <div className="entry">
      <label className="field-label" htmlFor={id}>
        {t('hours.closedOn')}
      </label>
      <ul className="picks" hidden={days.length === 0}>
        {days.toSorted().map((day) => {
          const name = format.format(Date.parse(day));
          return (
            <li key={day} className="pick">
              <span>{name}</span>
              <button
                type="button"
                aria-label={t('form.removeNamed', { name })}
                onClick={() => onChange(days.filter((other) => other !== day))}
              >
                <CloseIcon />
              </button>
            </li>
          );
        })}
      </ul>
      <span className="input-row">
        <input
          id={id}
          type="date"
          className="input input--date"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <button
          type="button"
          className="control"
          disabled={typed === ''}
          onClick={() => {
            onChange([...new Set([...days, typed])]);
            setTyped('');
          }}
        >
          {t('hours.addClosed')}
        </button>
      </span>
    </div>
  );
}
