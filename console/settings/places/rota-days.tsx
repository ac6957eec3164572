import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { WEEK } from '../hours/week-spans.ts';
import { weekdayName } from '../hours/weekdays.ts';
import { beginShift, byStart } from './rota-view.ts';
import type { RotaViewProps } from './rota-view.ts';

/** A week day by day, for a phone. */
export function RotaDays({ people, members, shifts, onOpen }: RotaViewProps): ReactElement {
  const { t, language } = useLanguage();
  const first = people[0];
  return (
    <ul className="rota-days">
      {WEEK.map((day) => {
        const name = weekdayName(day, language, 'long');
        return (
          <li key={day}>
            <h3>{name}</h3>
            {shifts
              .filter((shift) => shift.day === day)
              .toSorted(byStart)
              .map((shift) => (
                <button
                  key={`${shift.userId} ${shift.from} ${shift.until}`}
                  type="button"
                  className="shift"
                  onClick={() => onOpen(shift)}
                >
                  <strong>
                    {members.find(({ userId }) => userId === shift.userId)?.name ??
                      t('audience.unknown')}
                  </strong>
                  <span>
                    {shift.from}–{shift.until}
                  </span>
                </button>
              ))}
            {first !== undefined && (
              <button
                type="button"
                className="control"
                onClick={() => onOpen(beginShift(first.userId, day))}
              >
                {t('rota.add')}
                <span className="unseen"> {name}</span>
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
