import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { CloseIcon } from '../../look/icons.tsx';
import { FieldGroup } from '../form/field.tsx';
import { SwitchEntry } from '../form/switch-entry.tsx';
import { DaysEntry } from '../hours/days-entry.tsx';
import { TimeSpan } from '../hours/time-span.tsx';
import type { SpanOfDays } from '../hours/week-spans.ts';
import { ZoneEntry } from '../hours/zone-entry.tsx';
import type { ProfileDraft } from './profile-draft.ts';

const ANOTHER: SpanOfDays = { days: [6, 7], from: '09:00', until: '12:00' };

/** When nothing is to disturb; what comes then is told in one summary. */
export function QuietHours(props: {
  draft: ProfileDraft;
  onChange: (part: Partial<ProfileDraft>) => void;
}): ReactElement {
  const { t } = useLanguage();
  const { draft, onChange } = props;
  const { quiet } = draft;

  function put(index: number, part: Partial<SpanOfDays> | null): void {
    onChange({
      quiet: quiet.flatMap((group, at) => {
        if (at !== index) {
          return [group];
        }
        return part === null ? [] : [{ ...group, ...part }];
      }),
    });
  }

  return (
    <FieldGroup path="/quiet" label={t('quiet.title')} hint={t('quiet.hint')}>
      <SwitchEntry
        label={t('quiet.on')}
        checked={draft.isQuiet}
        onChange={(isQuiet) => onChange({ isQuiet })}
      />
      {draft.isQuiet && (
        <>
          <ul className="spans">
            {quiet.map((group, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- they have no other name, and no state of their own
              <li key={index} className="spans__item">
                <DaysEntry
                  label={t('quiet.days', { number: index + 1 })}
                  days={group.days}
                  onChange={(days) => put(index, { days })}
                />
                <TimeSpan
                  of={t('quiet.days', { number: index + 1 })}
                  from={group.from}
                  until={group.until}
                  onChange={(times) => put(index, times)}
                >
                  {quiet.length > 1 && (
                    <button
                      type="button"
                      className="control control--icon"
                      aria-label={t('form.removeNamed', {
                        name: t('quiet.days', { number: index + 1 }),
                      })}
                      onClick={() => put(index, null)}
                    >
                      <CloseIcon />
                    </button>
                  )}
                </TimeSpan>
              </li>
            ))}
          </ul>
          <button
            type="button"
            className="control"
            onClick={() => onChange({ quiet: [...quiet, ANOTHER] })}
          >
            {t('quiet.more')}
          </button>
          <ZoneEntry
            path="/quiet/timeZone"
            value={draft.timeZone}
            onChange={(timeZone) => onChange({ timeZone })}
          />
        </>
      )}
    </FieldGroup>
  );
}
