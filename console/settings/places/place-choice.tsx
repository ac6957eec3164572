import type { ReactElement } from 'react';
import type { Place } from '../../../contract/protocol/places.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { ChoiceEntry } from '../form/choice-entry.tsx';
import type { EntryProps } from '../form/field.tsx';
import { isWithin, placeTree } from './place-tree.ts';
import type { Reach } from './place-tree.ts';

const EVERYWHERE = 'everywhere';

/** One place of those within reach, with all below it; everywhere where that is within reach. */
export function PlaceChoice(
  props: EntryProps & {
    locations: readonly Place[];
    reach: Reach;
    /** Null: everywhere. */
    value: string | null;
    onChange: (locationId: string | null) => void;
  },
): ReactElement {
  const { t } = useLanguage();
  const { locations, reach, value, onChange } = props;
  const choices = placeTree(locations)
    .filter(({ place }) => isWithin(reach, place.id) || place.id === value)
    .map(({ place, depth }) => ({
      value: place.id,
      label: `${'\u2003'.repeat(depth)}${place.name}`,
    }));
  return (
    <ChoiceEntry
      path={props.path}
      label={props.label}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
      value={value ?? EVERYWHERE}
      choices={[
        ...(reach === null || value === null
          ? [{ value: EVERYWHERE, label: t('places.everywhere') }]
          : []),
        ...choices,
      ]}
      onChange={(chosen) => onChange(chosen === EVERYWHERE ? null : chosen)}
    />
  );
}
