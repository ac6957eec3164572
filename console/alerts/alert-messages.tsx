import { useInfiniteQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { ReactElement } from 'react';
import type { Alert } from '../../contract/protocol/alerts.ts';
import type { Delivery } from '../../contract/protocol/channels.ts';
import { MAY_SET_ALERTS, MAY_SET_CHANNELS } from '../../contract/protocol/me.ts';
import { failureMessage } from '../api/failure-message.ts';
import { failureIn } from '../api/hub-failure-error.ts';
import { useLanguage } from '../language/language-context.tsx';
import { useServices } from '../shell/services.ts';
import { useNow } from '../shell/use-now.ts';
import { messagesQuery } from './alert-queries.ts';
import { useAlerts } from './alerts-context.ts';
import { useSoleMutation } from '../shell/use-sole-mutation.ts';

const MAY_SEND_AGAIN = [...MAY_SET_CHANNELS, ...MAY_SET_ALERTS];

/** Who was told, how, and what became of it. */
export function AlertMessages({ alert }: { alert: Alert }): ReactElement {
  const { client } = useServices();
  const { may } = useAlerts();
  const { t } = useLanguage();
  const title = useId();
  const messages = useInfiniteQuery(messagesQuery(client, alert.id));
  const trouble = failureIn(messages.error);
  const sendAgain = useSoleMutation({
    mutationFn: async (delivery: Delivery) => client.replay(delivery.id),
    onSuccess: async () => messages.refetch(),
  });
  const deliveries = messages.data?.pages.flatMap((page) => page.deliveries) ?? null;
  return (
    <section className="messages" aria-labelledby={title}>
      <h2 id={title}>{t('detail.messages')}</h2>
      {deliveries === null && (
        <p className="messages__none">
          {trouble === null ? t('detail.messagesLoading') : failureMessage(trouble, t)}
        </p>
      )}
      {deliveries?.length === 0 && <p className="messages__none">{t('detail.noMessages')}</p>}
      {deliveries !== null && deliveries.length > 0 && (
        <ul>
          {deliveries.map((delivery) => (
            <Message
              key={delivery.id}
              delivery={delivery}
              onSendAgain={
                may(alert, MAY_SEND_AGAIN) && isReplayable(delivery)
                  ? () => sendAgain.mutate(delivery)
                  : null
              }
            />
          ))}
        </ul>
      )}
      {messages.hasNextPage && (
        <button
          type="button"
          className="control"
          aria-busy={messages.isFetchingNextPage}
          onClick={() => void messages.fetchNextPage()}
        >
          {t('detail.more')}
        </button>
      )}
      <p className="messages__again" role="status">
        {sendAgain.data?.ok === true &&
          t('detail.sentAgain', { to: sendAgain.data.value.delivery.to })}
        {sendAgain.data?.ok === false && failureMessage(sendAgain.data.failure, t)}
      </p>
    </section>
  );
}

type MessageProps = { delivery: Delivery; onSendAgain: (() => void) | null };

function Message({ delivery, onSendAgain }: MessageProps): ReactElement {
  const { t, times } = useLanguage();
  const nowMs = useNow();
  const { channel, reason, state, to } = delivery;
  const error = delivery.attempts.at(-1)?.error ?? null;
  return (
    <li data-state={state}>
      <p className="messages__to">
        <strong>{t(`channel.${channel}`)}</strong>{' '}
        <span>{channel === 'console' ? t('detail.pages', { count: Number(to) }) : to}</span>
      </p>
      <p className="messages__state">
        <span className="messages__mark">{t(`delivery.${state}`)}</span>
        <span>{t(`deliveryReason.${reason}`)}</span>
        <time
          dateTime={new Date(delivery.createdAtMs).toISOString()}
          title={times.exact(delivery.sentAtMs ?? delivery.createdAtMs)}
        >
          {times.clock(delivery.sentAtMs ?? delivery.createdAtMs, nowMs)}
        </time>
      </p>
      {error !== null && <p className="messages__error">{error}</p>}
      {onSendAgain !== null && (
        <button
          type="button"
          className="quiet-button"
          aria-label={t('detail.sendAgainNamed', { to: `${t(`channel.${channel}`)}, ${to}` })}
          onClick={onSendAgain}
        >
          {t('detail.sendAgain')}
        </button>
      )}
    </li>
  );
}

/** What consoles were told and summaries of quiet hours were of their moment; what is under way needs no second. */
function isReplayable({ channel, reason, state }: Delivery): boolean {
  return channel !== 'console' && reason !== 'catch-up' && (state === 'sent' || state === 'failed');
}
