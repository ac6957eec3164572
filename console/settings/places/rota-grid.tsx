import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { WEEK } from '../hours/week-spans.ts';
import { weekdayName } from '../hours/weekdays.ts';
import { beginShift, byStart } from './rota-view.ts';
import type { RotaViewProps } from './rota-view.ts';

/** A week by person. */
export function RotaGrid({ people, shifts, onOpen }: RotaViewProps): ReactElement {
  const { t, language } = useLanguage();
  return (
    <table className="rota">
      <thead>
        <tr>
          <th scope="col">{t('rota.person')}</th>
          {WEEK.map((day) => (
            <th key={day} scope="col" abbr={weekdayName(day, language, 'long')}>
              {weekdayName(day, language, 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map(({ userId, name }) => (
          <tr key={userId}>
            <th scope="row">{name}</th>
            {WEEK.map((day) => (
              <td key={day}>
                {shifts
                  .filter((shift) => shift.userId === userId && shift.day === day)
                  .toSorted(byStart)
                  .map((shift) => (
                    <button
                      key={`${shift.from} ${shift.until}`}
                      type="button"
                      className="shift"
                      onClick={() => onOpen(shift)}
                    >
                      <span className="unseen">
                        {name}, {weekdayName(day, language, 'long')}{' '}
                      </span>
                      {shift.from}–{shift.until}
                    </button>
                  ))}
                <button
                  type="button"
                  className="shift shift--add"
                  aria-label={t('rota.addFor', { name, day: weekdayName(day, language, 'long') })}
                  onClick={() => onOpen(beginShift(userId, day))}
                >
                  +
                </button>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
