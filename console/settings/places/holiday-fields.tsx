import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { HolidayRegion } from '../../../contract/protocol/places.ts';
import { LOCALES } from '../../language/times.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { ChoiceEntry } from '../form/choice-entry.tsx';
import { Loaded } from '../loaded.tsx';
import { holidayRegionsQuery } from '../settings-queries.ts';

const AS_ABOVE = 'above';
const WHOLE = 'whole';

/** Whose public holidays a place keeps. */
export function HolidayFields(props: {
  region: HolidayRegion | null;
  onChange: (region: HolidayRegion | null) => void;
}): ReactElement {
  const { client } = useServices();
  const { t, language } = useLanguage();
  const query = useQuery(holidayRegionsQuery(client));
  const { region, onChange } = props;
  const names = new Intl.DisplayNames([LOCALES[language]], { type: 'region' });
  const byName = new Intl.Collator(LOCALES[language]);
  return (
    <Loaded query={query}>
      {({ countries }) => {
        const states = countries.find(({ country }) => country === region?.country)?.states ?? [];
        return (
          <>
            <ChoiceEntry
              path="/holidays/country"
              label={t('holidays.title')}
              hint={t('holidays.hint')}
              value={region?.country ?? AS_ABOVE}
              choices={[
                { value: AS_ABOVE, label: t('holidays.above') },
                ...countries
                  .map(({ country }) => ({ value: country, label: names.of(country) ?? country }))
                  .toSorted((a, b) => byName.compare(a.label, b.label)),
              ]}
              onChange={(country) =>
                onChange(country === AS_ABOVE ? null : { country, state: null })
              }
            />
            {region !== null && states.length > 0 && (
              <ChoiceEntry
                path="/holidays/state"
                label={t('holidays.state')}
                value={region.state ?? WHOLE}
                choices={[
                  { value: WHOLE, label: t('holidays.wholeCountry') },
                  ...states.map(({ state, name }) => ({ value: state, label: name })),
                ]}
                onChange={(state) => onChange({ ...region, state: state === WHOLE ? null : state })}
              />
            )}
          </>
        );
      }}
    </Loaded>
  );
}
