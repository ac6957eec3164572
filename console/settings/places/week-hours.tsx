import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { CloseIcon } from '../../look/icons.tsx';
import { TimeSpan } from '../hours/time-span.tsx';
import { WEEK } from '../hours/week-spans.ts';
import type { SaidSpan } from '../hours/week-spans.ts';
import { weekdayName } from '../hours/weekdays.ts';

/** From when until when on each day of the week; a day without is closed. */
export function WeekHours(props: {
  spans: readonly SaidSpan[];
  onChange: (spans: SaidSpan[]) => void;
}): ReactElement {
  const { t, language } = useLanguage();
  const { spans, onChange } = props;

  function put(span: SaidSpan, next: SaidSpan | null): void {
    onChange(spans.flatMap((each) => (each === span ? (next === null ? [] : [next]) : [each])));
  }

  function add(day: number): void {
    const last = spans.findLast((span) => span.day === day);
    const before = spans.findLast((span) => span.day < day) ?? spans[0];
    onChange([
      ...spans,
      last === undefined
        ? { day, from: before?.from ?? '09:00', until: before?.until ?? '18:00' }
        : { day, from: last.until, until: last.until < '22:00' ? '22:00' : '00:00' },
    ]);
  }

  return (
    <ul className="week">
      {WEEK.map((day) => {
        const name = weekdayName(day, language, 'long');
        const own = spans.filter((span) => span.day === day);
        return (
          <li key={day} className="week__day">
            <span className="week__name">{name}</span>
            <div className="week__spans">
              {own.length === 0 && <span className="week__closed">{t('hours.closed')}</span>}
              {own.map((span, index) => (
                <TimeSpan
                  // oxlint-disable-next-line react/no-array-index-key -- they have no other name, and no state of their own
                  key={index}
                  of={name}
                  from={span.from}
                  until={span.until}
                  onChange={(times) => put(span, { day, ...times })}
                >
                  <button
                    type="button"
                    className="control control--icon"
                    aria-label={t('form.removeNamed', {
                      name: `${name} ${span.from}–${span.until}`,
                    })}
                    onClick={() => put(span, null)}
                  >
                    <CloseIcon />
                  </button>
                </TimeSpan>
              ))}
            </div>
            <button type="button" className="control" onClick={() => add(day)}>
              {own.length === 0 ? t('hours.open') : t('hours.another')}
              <span className="unseen"> {name}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
