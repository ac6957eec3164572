import { Button } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { Member } from '../../../contract/protocol/people.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { ChoiceEntry } from '../form/choice-entry.tsx';
import { TimeSpan } from '../hours/time-span.tsx';
import { WEEK } from '../hours/week-spans.ts';
import { weekdayName } from '../hours/weekdays.ts';
import type { SaidShift } from './rota-draft.ts';

/** Who, on which day, from when until when. */
export function ShiftDialog(props: {
  shift: SaidShift;
  isNew: boolean;
  people: readonly Member[];
  /** Null takes it away. */
  onDone: (shift: SaidShift | null) => void;
  onClose: () => void;
}): ReactElement {
  const { t, language } = useLanguage();
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [shift, setShift] = useState(props.shift);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="ask ask--form" aria-labelledby={title} onClose={props.onClose}>
      <h2 id={title}>{t(props.isNew ? 'rota.newShift' : 'rota.oneShift')}</h2>
      <ChoiceEntry
        path="/shift/userId"
        label={t('rota.person')}
        value={shift.userId}
        choices={props.people.map(({ userId, name }) => ({ value: userId, label: name }))}
        onChange={(userId) => setShift({ ...shift, userId })}
      />
      <ChoiceEntry
        path="/shift/day"
        label={t('rota.day')}
        value={String(shift.day)}
        choices={WEEK.map((day) => ({
          value: String(day),
          label: weekdayName(day, language, 'long'),
        }))}
        onChange={(day) => setShift({ ...shift, day: Number(day) })}
      />
      <TimeSpan
        of={weekdayName(shift.day, language, 'long')}
        from={shift.from}
        until={shift.until}
        onChange={(times) => setShift({ ...shift, ...times })}
      />
      <div className="ask__ways">
        <Button type="button" onClick={() => props.onDone(shift)}>
          {t('rota.done')}
        </Button>
        {props.isNew ? (
          <button type="button" className="control" onClick={() => dialog.current?.close()}>
            {t('form.cancel')}
          </button>
        ) : (
          <button
            type="button"
            className="control"
            data-grave="true"
            onClick={() => props.onDone(null)}
          >
            {t('form.remove')}
          </button>
        )}
      </div>
    </dialog>
  );
}
