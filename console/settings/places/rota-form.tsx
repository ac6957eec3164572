import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Rota } from '../../../contract/protocol/people.ts';
import type { Member, Shift } from '../../../contract/protocol/people.ts';
import type { Place } from '../../../contract/protocol/places.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { FormFrame } from '../form/form-frame.tsx';
import { useForm } from '../form/use-form.ts';
import { rotaQuery } from '../settings-queries.ts';
import { RotaDays } from './rota-days.tsx';
import { handlersAt, toSaidShifts, toShifts } from './rota-draft.ts';
import type { SaidShift } from './rota-draft.ts';
import { RotaGrid } from './rota-grid.tsx';
import { ShiftDialog } from './shift-dialog.tsx';
import { useWide } from './use-wide.ts';

/** Which shift is open to be changed: one there is, or a new one. */
type Opened = { shift: SaidShift; index: number | null };

/** Who is on duty when: by person side by side where there is room, else day by day. */
export function RotaForm(props: {
  place: Place;
  locations: readonly Place[];
  members: readonly Member[];
  shifts: readonly Shift[];
}): ReactElement {
  const { place, locations, members } = props;
  const { client } = useServices();
  const { t } = useLanguage();
  const queries = useQueryClient();
  const wide = useWide();
  const [saved, setSaved] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const people = handlersAt(place, members, locations);
  const form = useForm<{ shifts: readonly SaidShift[] }, Rota>({
    initial: { shifts: toSaidShifts(props.shifts) },
    schema: Rota,
    root: '',
    toRequest: (draft) => ({ shifts: toShifts(draft.shifts) }),
    save: (draft) => client.saveRota(place.id, { shifts: toShifts(draft.shifts) }),
    onSaved(next) {
      setSaved(true);
      queries.setQueryData(rotaQuery(client, place.id).queryKey, next);
    },
  });
  const { shifts } = form.draft;

  function open(shift: SaidShift): void {
    const index = shifts.indexOf(shift);
    setOpened({ shift, index: index === -1 ? null : index });
  }

  function put(shift: SaidShift | null): void {
    const index = opened?.index ?? null;
    const rest = shifts.filter((_, at) => at !== index);
    form.change({ shifts: shift === null ? rest : [...rest, shift] });
    setOpened(null);
  }

  const View = wide ? RotaGrid : RotaDays;
  return (
    <FormFrame
      form={form}
      label={t('rota.title')}
      submitLabel={t('rota.save')}
      ways={
        <p className="form__saved" role="status">
          {saved && !form.changed && t('form.saved')}
        </p>
      }
    >
      <section className="sheet" aria-label={t('rota.title')} data-path="/shifts">
        <h2>{t('rota.title')}</h2>
        <p>{t(shifts.length === 0 ? 'rota.none' : 'rota.lead')}</p>
        {people.length === 0 ? (
          <p>{t('rota.nobody')}</p>
        ) : (
          <View people={people} members={members} shifts={shifts} onOpen={open} />
        )}
      </section>
      {opened !== null && (
        <ShiftDialog
          shift={opened.shift}
          isNew={opened.index === null}
          people={people}
          onDone={put}
          onClose={() => setOpened(null)}
        />
      )}
    </FormFrame>
  );
}
