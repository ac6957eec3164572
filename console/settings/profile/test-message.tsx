import type { ReactElement } from 'react';
import { deliveriesIn } from '../../api/channel-client.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { TestSending } from '../test-sending.tsx';

/** Sends a message to oneself, by one way. */
export function TestMessage({ channel }: { channel: 'push' | 'email' }): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  return (
    <TestSending
      label={t(`profile.test.${channel}`)}
      send={async () => deliveriesIn(await client.testMessage(channel))}
      read={async (signal) => deliveriesIn(await client.testMessages(channel, signal))}
    />
  );
}
