import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Channel } from '../../../contract/protocol/channels.ts';
import type { PlacesReply } from '../../../contract/protocol/places.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { Loaded } from '../loaded.tsx';
import { SettingsFrame } from '../settings-frame.tsx';
import { channelsQuery, placesQuery } from '../settings-queries.ts';
import { ChannelTest } from './channel-test.tsx';

/** Slack, Teams and webhooks, each with where it is for and whether it works. */
export function ChannelsPage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const channels = useQuery(channelsQuery(client));
  const places = useQuery(placesQuery(client));
  return (
    <SettingsFrame
      section="channels"
      title={t('section.channels')}
      lead={t('sectionLead.channels')}
      ways={
        <Link to="/settings/channels/$channelId" params={{ channelId: 'new' }} className="control">
          {t('channels.add')}
        </Link>
      }
    >
      <Loaded query={places}>
        {(known) => (
          <Loaded query={channels}>
            {({ channels: listed }) => (
              <>
                {listed.length === 0 && <p className="settings__none">{t('channels.none')}</p>}
                <ul className="cards">
                  {listed.map((channel) => (
                    <li key={channel.id}>
                      <ChannelCard channel={channel} places={known} />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </SettingsFrame>
  );
}

function ChannelCard(props: { channel: Channel; places: PlacesReply }): ReactElement {
  const { t } = useLanguage();
  const { channel } = props;
  const place = props.places.locations.find(({ id }) => id === channel.locationId);
  return (
    <article className="card whole" data-off={!channel.enabled || channel.goneAtMs !== null}>
      <div className="card__what">
        <h2>
          <Link
            className="whole__link"
            to="/settings/channels/$channelId"
            params={{ channelId: channel.id }}
          >
            {channel.name}
          </Link>
        </h2>
        <p>
          {[
            t(`channelKind.${channel.kind}`),
            channel.locationId === null
              ? t('places.everywhere')
              : (place?.name ?? t('places.elsewhere')),
            channel.origin,
          ].join(' · ')}
        </p>
        <div className="marks">
          {channel.goneAtMs !== null && (
            <span className="mark" data-grave="true">
              {t('channels.gone')}
            </span>
          )}
          {!channel.enabled && <span className="mark">{t('rules.off')}</span>}
        </div>
      </div>
      <ChannelTest channel={channel} />
    </article>
  );
}
