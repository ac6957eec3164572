import type { ReactElement, ReactNode } from 'react';
import { useLanguage } from '../../language/language-context.tsx';

type TimeSpanProps = {
  /** What it is of, for who does not see where it stands: "Monday", "Sam, Monday". */
  of: string;
  from: string;
  until: string;
  onChange: (times: { from: string; until: string }) => void;
  children?: ReactNode;
};

/** From when until when; one that ends at or before its beginning ends on the next day, and says so. */
export function TimeSpan(props: TimeSpanProps): ReactElement {
  const { t } = useLanguage();
  const { of, from, until, onChange } = props;
  return (
    <span className="span">
      <input
        type="time"
        className="input input--time"
        aria-label={t('hours.from', { of })}
        required
        value={from}
        onChange={(event) => onChange({ from: event.currentTarget.value || from, until })}
      />
      <span aria-hidden="true">–</span>
      <input
        type="time"
        className="input input--time"
        aria-label={t('hours.until', { of })}
        required
        value={until}
        onChange={(event) => onChange({ from, until: event.currentTarget.value || until })}
      />
      {until <= from && <span className="span__note">{endNote()}</span>}
      {props.children}
    </span>
  );

  function endNote(): string {
    if (until !== '00:00') {
      return t('hours.nextDay');
    }
    return from === '00:00' ? t('hours.wholeDay') : '';
  }
}
