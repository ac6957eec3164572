import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { Field } from '../form/field.tsx';
import { zoneGroups, zoneName } from './time-zones.ts';

/** On whose clock times are. */
export function ZoneEntry(props: {
  path: string;
  value: string;
  onChange: (zone: string) => void;
}): ReactElement {
  const { t } = useLanguage();
  const { value } = props;
  const groups = useMemo(() => zoneGroups(Intl.supportedValuesOf('timeZone'), value), [value]);
  return (
    <Field path={props.path} label={t('hours.timeZone')}>
      {(wiring) => (
        <select
          {...wiring}
          className="input"
          value={value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          {groups.map(({ region, zones }) => (
            <optgroup key={region} label={region === '' ? t('hours.world') : region}>
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zoneName(zone)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}
