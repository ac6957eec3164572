import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { PlaceHoursRequest } from '../../../contract/protocol/places.ts';
import type { Place } from '../../../contract/protocol/places.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { FieldGroup } from '../form/field.tsx';
import { FormFrame } from '../form/form-frame.tsx';
import { RadioEntry } from '../form/radio-entry.tsx';
import { useForm } from '../form/use-form.ts';
import { ownTimeZone } from '../hours/time-zones.ts';
import { overlaps } from '../hours/week-spans.ts';
import { ZoneEntry } from '../hours/zone-entry.tsx';
import { placesQuery } from '../settings-queries.ts';
import { ClosedDays } from './closed-days.tsx';
import { HolidayFields } from './holiday-fields.tsx';
import { hoursAbove, toHours, toHoursDraft } from './hours-draft.ts';
import { WeekHours } from './week-hours.tsx';

/** When a place is open: hours of its own or those of the place above, days without any, and public holidays. */
export function HoursForm(props: { place: Place; locations: readonly Place[] }): ReactElement {
  const { place, locations } = props;
  const { client } = useServices();
  const { t } = useLanguage();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(false);
  const above = hoursAbove(place, locations);
  const form = useForm({
    initial: toHoursDraft(place, locations, ownTimeZone()),
    schema: PlaceHoursRequest,
    root: '',
    toRequest: toHours,
    save: (draft) => client.savePlaceHours(place.id, toHours(draft)),
    async onSaved() {
      setSaved(true);
      await queries.invalidateQueries(placesQuery(client));
    },
  });
  const { draft, change } = form;
  return (
    <FormFrame
      form={form}
      label={t('hours.title')}
      submitLabel={t('hours.save')}
      ways={
        <p className="form__saved" role="status">
          {saved && !form.changed && t('form.saved')}
        </p>
      }
    >
      <div className="sheet">
        <FieldGroup path="/hours" label={t('hours.title')}>
          <RadioEntry
            name="own-hours"
            value={draft.isOwn ? 'own' : 'above'}
            choices={[
              {
                value: 'above',
                label:
                  above === null
                    ? t('hours.organization')
                    : t('hours.above', { place: above.name }),
              },
              { value: 'own', label: t('hours.own') },
            ]}
            onChange={(value) => change({ isOwn: value === 'own' })}
          />
          {draft.isOwn && (
            <>
              <WeekHours spans={draft.spans} onChange={(spans) => change({ spans })} />
              {overlaps(draft.spans) && <p className="entry__fault">{t('hours.overlap')}</p>}
              <ZoneEntry
                path="/hours/timeZone"
                value={draft.timeZone}
                onChange={(timeZone) => change({ timeZone })}
              />
              <ClosedDays days={draft.closedOn} onChange={(closedOn) => change({ closedOn })} />
            </>
          )}
        </FieldGroup>
      </div>
      <div className="sheet">
        <HolidayFields region={draft.holidays} onChange={(holidays) => change({ holidays })} />
      </div>
    </FormFrame>
  );
}
