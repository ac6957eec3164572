import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Channel, Delivery } from '../../../contract/protocol/channels.ts';
import { failureMessage } from '../../api/failure-message.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { deliveryQuery } from '../settings-queries.ts';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

/** Sends a test message, and says how it fares while it does. */
export function ChannelTest({
  channel,
}: {
  channel: Pick<Channel, 'id' | 'name' | 'kind'>;
}): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const test = useSoleMutation({
    mutationFn: () => client.testChannel(channel.id),
  });
  const reply = test.data;
  const sent = reply?.ok === true ? reply.value.delivery : null;
  const query = useQuery({
    ...deliveryQuery(client, { channel: channel.kind, id: sent?.id ?? '' }),
    enabled: sent !== null,
  });
  const delivery = query.data ?? sent;
  const lastError = delivery?.attempts.findLast(({ error }) => error !== null)?.error ?? null;
  return (
    <div className="test">
      <button
        type="button"
        className="control"
        aria-busy={test.isPending}
        onClick={() => test.mutate()}
      >
        {t('channels.test')}
        <span className="unseen"> {channel.name}</span>
      </button>
      <p role="status" className="test__outcome" data-state={delivery?.state}>
        {delivery !== null && t(`testOutcome.${outcomeOf(delivery)}`)}
        {delivery !== null && delivery.state !== 'sent' && lastError !== null && ` ${lastError}`}
        {reply?.ok === false && failureMessage(reply.failure, t)}
      </p>
    </div>
  );
}

function outcomeOf({ state, attempts }: Delivery): 'sent' | 'failed' | 'again' | 'queued' {
  switch (state) {
    case 'sent':
      return 'sent';
    case 'failed':
    case 'dropped':
      return 'failed';
    case 'queued':
    case 'held':
      return attempts.length > 0 ? 'again' : 'queued';
  }
}
