import type { ReactElement } from 'react';
import type { PolicyContent } from '../../../contract/alert-rule.ts';
import type { Channel } from '../../../contract/protocol/channels.ts';
import type { Member } from '../../../contract/protocol/people.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { DurationEntry } from '../form/duration-entry.tsx';
import { FieldGroup } from '../form/field.tsx';
import { PickEntry } from '../form/pick-entry.tsx';
import { RadioEntry } from '../form/radio-entry.tsx';
import { audienceKey, audienceName, audienceOf, GROUP_KEYS } from './audience.ts';

type Level = PolicyContent['levels'][number];

type LevelFieldsProps = {
  level: Level;
  index: number;
  people: readonly Member[];
  channels: readonly Channel[];
  onChange: (level: Level) => void;
};

/** When a level is told, and whom it tells by which channels. */
export function LevelFields(props: LevelFieldsProps): ReactElement {
  const { t } = useLanguage();
  const { level, index, people, channels, onChange } = props;
  const path = `/levels/${index}`;
  const chosen = level.channels;
  return (
    <>
      {index > 0 && (
        <DurationEntry
          path={`${path}/afterMs`}
          label={t('level.wait')}
          valueMs={level.afterMs}
          onChange={(afterMs) => onChange({ ...level, afterMs })}
        />
      )}
      <PickEntry
        path={`${path}/people`}
        label={t('level.people')}
        add={t('level.addPeople')}
        picked={level.people.map((audience) => ({
          value: audienceKey(audience),
          label: audienceName(audience, people, t),
        }))}
        choices={[
          {
            label: t('level.groups'),
            picks: GROUP_KEYS.map((key) => ({
              value: key,
              label: audienceName(audienceOf(key), people, t),
            })),
          },
          {
            label: t('section.people'),
            picks: people.map(({ userId, name }) => ({ value: userId, label: name })),
          },
        ]}
        onAdd={(key) => onChange({ ...level, people: [...level.people, audienceOf(key)] })}
        onRemove={(key) =>
          onChange({
            ...level,
            people: level.people.filter((audience) => audienceKey(audience) !== key),
          })
        }
      />
      <FieldGroup label={t('level.channels')}>
        <RadioEntry
          name={`channels-${index}`}
          value={chosen === 'all' ? 'all' : 'some'}
          choices={[
            { value: 'all', label: t('level.channelsAll') },
            { value: 'some', label: t('level.channelsSome') },
          ]}
          onChange={(value) => onChange({ ...level, channels: value === 'all' ? 'all' : [] })}
        />
        {chosen !== 'all' && (
          <PickEntry
            path={`${path}/channels`}
            label={t('level.which')}
            add={channels.length === 0 ? t('level.noChannels') : t('level.addChannel')}
            picked={chosen.map((id) => ({
              value: id,
              label: channels.find((channel) => channel.id === id)?.name ?? t('level.otherChannel'),
            }))}
            choices={[
              {
                label: t('section.channels'),
                picks: channels.map(({ id, name }) => ({ value: id, label: name })),
              },
            ]}
            onAdd={(id) => onChange({ ...level, channels: [...chosen, id] })}
            onRemove={(id) =>
              onChange({ ...level, channels: chosen.filter((other) => other !== id) })
            }
          />
        )}
      </FieldGroup>
    </>
  );
}
