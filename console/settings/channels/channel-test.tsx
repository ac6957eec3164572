import type { ReactElement } from 'react';
import type { Channel } from '../../../contract/protocol/channels.ts';
import { deliveriesIn } from '../../api/channel-client.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { TestSending } from '../test-sending.tsx';

/** Sends a test message to a channel. */
export function ChannelTest({
  channel,
}: {
  channel: Pick<Channel, 'id' | 'name' | 'kind'>;
}): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const log = { alertId: null, channel: channel.kind, state: null };
  return (
    <TestSending
      label={t('channels.test')}
      of={channel.name}
      send={async () => deliveriesIn(await client.testChannel(channel.id))}
      read={async (signal) => deliveriesIn(await client.deliveries(log, null, signal))}
    />
  );
}
