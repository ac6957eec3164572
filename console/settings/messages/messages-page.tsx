import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ChannelKind, DeliveryState } from '../../../contract/protocol/channels.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { ChoiceEntry } from '../form/choice-entry.tsx';
import { Loaded } from '../loaded.tsx';
import { SettingsFrame } from '../settings-frame.tsx';
import { deliveriesQuery } from '../settings-queries.ts';
import { MessageRow } from './message-row.tsx';

const ALL = 'all';

/** Every message that went out, or did not, and why. */
export function MessagesPage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const navigate = useNavigate();
  const { channel, state } = useSearch({ from: '/settings/messages' });
  const query = useInfiniteQuery(
    deliveriesQuery(client, { alertId: null, channel: channel ?? null, state: state ?? null }),
  );

  function want(next: {
    channel?: ChannelKind | undefined;
    state?: DeliveryState | undefined;
  }): void {
    void navigate({ to: '/settings/messages', replace: true, search: next });
  }

  return (
    <SettingsFrame
      section="messages"
      title={t('section.messages')}
      lead={t('sectionLead.messages')}
    >
      <div className="filters" role="search">
        <ChoiceEntry
          path="/channel"
          label={t('messages.channel')}
          value={channel ?? ALL}
          choices={[
            { value: ALL, label: t('messages.all') },
            ...ChannelKind.options.map((kind) => ({
              value: kind,
              label: t(`channelKind.${kind}`),
            })),
          ]}
          onChange={(chosen) =>
            want({ channel: ChannelKind.options.find((kind) => kind === chosen), state })
          }
        />
        <ChoiceEntry
          path="/state"
          label={t('messages.state')}
          value={state ?? ALL}
          choices={[
            { value: ALL, label: t('messages.all') },
            ...DeliveryState.options.map((name) => ({
              value: name,
              label: t(`deliveryState.${name}`),
            })),
          ]}
          onChange={(chosen) =>
            want({ channel, state: DeliveryState.options.find((name) => name === chosen) })
          }
        />
      </div>
      <Loaded query={query}>
        {({ pages }) => {
          const deliveries = pages.flatMap((page) => page.deliveries);
          return (
            <>
              {deliveries.length === 0 && <p className="settings__none">{t('messages.none')}</p>}
              <ul className="log" hidden={deliveries.length === 0}>
                {deliveries.map((delivery) => (
                  <li key={delivery.id}>
                    <MessageRow delivery={delivery} />
                  </li>
                ))}
              </ul>
              {query.hasNextPage && (
                <button
                  type="button"
                  className="control"
                  aria-busy={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t('fleet.more')}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </SettingsFrame>
  );
}
