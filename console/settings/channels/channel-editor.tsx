import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import {
  ChannelChange,
  ChannelRequest,
  SharedChannelKind,
} from '../../../contract/protocol/channels.ts';
import type { Channel, ChannelContent } from '../../../contract/protocol/channels.ts';
import { MAY_SET_CHANNELS } from '../../../contract/protocol/me.ts';
import { NOTICE_LANGUAGES } from '../../../contract/protocol/people.ts';
import type { PlacesReply } from '../../../contract/protocol/places.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { ChoiceEntry } from '../form/choice-entry.tsx';
import { FormFrame } from '../form/form-frame.tsx';
import { NumberEntry } from '../form/number-entry.tsx';
import { Removal } from '../form/removal.tsx';
import { SwitchEntry } from '../form/switch-entry.tsx';
import { TextEntry } from '../form/text-entry.tsx';
import { useForm } from '../form/use-form.ts';
import { useMe } from '../me-context.ts';
import { languageName } from '../notice-languages.ts';
import { PlaceChoice } from '../places/place-choice.tsx';
import { reachOf } from '../places/place-tree.ts';
import { channelsQuery } from '../settings-queries.ts';
import { ChannelTest } from './channel-test.tsx';
import { WebhookSecret } from './webhook-secret.tsx';

type ChannelDraft = { channel: ChannelContent; url: string };

/** Without an address of its own a channel keeps the one it has. */
function urlOf({ url }: ChannelDraft): string | null {
  return url.trim() === '' ? null : url.trim();
}

export function ChannelEditor(props: {
  /** Null for a new one. */
  channel: Channel | null;
  places: PlacesReply;
}): ReactElement {
  const { channel, places } = props;
  const { client } = useServices();
  const { t, language } = useLanguage();
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const reach = reachOf(me.grants, MAY_SET_CHANNELS, places.locations);
  /** Of a webhook that was just made: told this once, so the page stays until somebody has it. */
  const [made, setMade] = useState<{ channel: Channel; secret: string } | null>(null);
  const [saved, setSaved] = useState(false);
  const form = useForm<ChannelDraft, { channel: Channel; secret: string | null }>({
    initial: {
      channel:
        channel === null
          ? {
              kind: 'slack',
              name: '',
              locationId: reach === null ? null : ([...reach][0] ?? null),
              language,
              enabled: true,
              perMinute: 30,
            }
          : contentOf(channel),
      url: '',
    },
    schema: channel === null ? ChannelRequest : ChannelChange,
    root: '',
    toRequest: (draft) => ({
      ...draft,
      url: channel === null ? draft.url.trim() : urlOf(draft),
    }),
    save: (draft) =>
      channel === null
        ? client.createChannel(draft.channel, draft.url.trim())
        : client.changeChannel(channel.id, draft.channel, urlOf(draft)),
    async onSaved(reply) {
      await queries.invalidateQueries(channelsQuery(client));
      if (reply.secret !== null) {
        setMade({ channel: reply.channel, secret: reply.secret });
      } else if (channel === null) {
        await navigate({
          to: '/settings/channels/$channelId',
          params: { channelId: reply.channel.id },
          replace: true,
        });
      } else {
        setSaved(true);
      }
    },
  });
  const { draft, change } = form;
  const put = (part: Partial<ChannelContent>): void =>
    change({ channel: { ...draft.channel, ...part } });

  if (made !== null) {
    return <WebhookSecret channel={made.channel} secret={made.secret} isNew />;
  }
  return (
    <>
      {channel !== null && channel.goneAtMs !== null && (
        <div className="notice" data-tone="warning">
          <p>{t('channels.goneLead')}</p>
        </div>
      )}
      <FormFrame
        form={form}
        label={t('channels.one')}
        ways={
          <>
            {channel !== null && (
              <Removal
                form={form}
                label={t('form.delete')}
                title={t('channels.deleteTitle', { name: channel.name })}
                lead={t('channels.deleteLead')}
                remove={() => client.deleteChannel(channel.id)}
                onGone={async () => {
                  await queries.invalidateQueries(channelsQuery(client));
                  await navigate({ to: '/settings/channels' });
                }}
              />
            )}
            <p className="form__saved" role="status">
              {saved && !form.changed && t('form.saved')}
            </p>
          </>
        }
      >
        <div className="sheet">
          <ChoiceEntry
            path="/channel/kind"
            label={t('channels.kind')}
            value={draft.channel.kind}
            disabled={channel !== null}
            choices={SharedChannelKind.options.map((kind) => ({
              value: kind,
              label: t(`channelKind.${kind}`),
            }))}
            onChange={(kind) => put({ kind })}
          />
          <TextEntry
            path="/channel/name"
            label={t('form.name')}
            name="name"
            autoComplete="off"
            maxLength={80}
            value={draft.channel.name}
            onChange={(name) => put({ name })}
          />
          <TextEntry
            path="/url"
            label={t('channels.url')}
            hint={
              channel === null
                ? t(`channelHint.${draft.channel.kind}`)
                : t('channels.urlKept', { origin: channel.origin })
            }
            type="url"
            name="url"
            autoComplete="off"
            inputMode="url"
            placeholder="https://"
            value={draft.url}
            onChange={(url) => change({ url })}
          />
        </div>
        <div className="sheet">
          <PlaceChoice
            path="/channel/locationId"
            label={t('channels.place')}
            hint={t('channels.placeHint')}
            locations={places.locations}
            reach={reach}
            value={draft.channel.locationId}
            onChange={(locationId) => put({ locationId })}
          />
          <ChoiceEntry
            path="/channel/language"
            label={t('profile.language')}
            value={draft.channel.language}
            choices={NOTICE_LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) }))}
            onChange={(chosen) => put({ language: chosen })}
          />
          <NumberEntry
            path="/channel/perMinute"
            label={t('channels.perMinute')}
            hint={t('channels.perMinuteHint')}
            value={draft.channel.perMinute}
            onChange={(perMinute) => put({ perMinute })}
          />
          <SwitchEntry
            label={t('channels.enabled')}
            checked={draft.channel.enabled}
            onChange={(enabled) => put({ enabled })}
          />
        </div>
      </FormFrame>
      {channel !== null && (
        <section className="sheet">
          <h2>{t('channels.testTitle')}</h2>
          <ChannelTest channel={channel} />
        </section>
      )}
      {channel?.kind === 'webhook' && (
        <WebhookSecret channel={channel} secret={null} isNew={false} />
      )}
    </>
  );
}

function contentOf(channel: ChannelContent): ChannelContent {
  const { kind, name, locationId, language, enabled, perMinute } = channel;
  return { kind, name, locationId, language, enabled, perMinute };
}
