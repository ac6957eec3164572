import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { Loaded } from '../loaded.tsx';
import { BackTo, SettingsFrame } from '../settings-frame.tsx';
import { channelsQuery, placesQuery } from '../settings-queries.ts';
import { ChannelEditor } from './channel-editor.tsx';

/** One channel, or a new one. */
export function ChannelPage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const { channelId } = useParams({ from: '/settings/channels/$channelId' });
  const channels = useQuery(channelsQuery(client));
  const places = useQuery(placesQuery(client));
  const isNew = channelId === 'new';
  const found = channels.data?.channels.find(({ id }) => id === channelId);
  return (
    <SettingsFrame
      section="channels"
      title={isNew ? t('channels.new') : (found?.name ?? t('section.channels'))}
      back={<BackTo section="channels" />}
    >
      <Loaded query={places}>
        {(known) => (
          <Loaded query={channels}>
            {({ channels: listed }) => {
              const channel = listed.find(({ id }) => id === channelId) ?? null;
              return channel === null && !isNew ? (
                <p>{t('failure.notFound')}</p>
              ) : (
                <ChannelEditor key={channelId} channel={channel} places={known} />
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </SettingsFrame>
  );
}
