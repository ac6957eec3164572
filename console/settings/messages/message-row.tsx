import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Delivery } from '../../../contract/protocol/channels.ts';
import { failureMessage } from '../../api/failure-message.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { Moment } from '../../shell/moment.tsx';
import { useNow } from '../../shell/use-now.ts';
import { useServices } from '../../shell/services.ts';
import { DELIVERIES_KEY } from '../settings-queries.ts';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

/** As the hub has it: what consoles were told, and summaries, cannot be sent again. */
function mayReplay({ channel, reason, state }: Delivery): boolean {
  return channel !== 'console' && reason !== 'catch-up' && state !== 'held' && state !== 'queued';
}

/** One message: to whom and how it fared; opened, each try. */
export function MessageRow({ delivery }: { delivery: Delivery }): ReactElement {
  const { client } = useServices();
  const { t, times } = useLanguage();
  const nowMs = useNow();
  const queries = useQueryClient();
  const replay = useSoleMutation({
    mutationFn: () => client.replay(delivery.id),
    onSuccess: (reply) =>
      reply.ok ? queries.invalidateQueries({ queryKey: DELIVERIES_KEY }) : undefined,
  });
  const reply = replay.data;
  return (
    <details className="message">
      <summary>
        <span className="message__to">
          <strong>
            {delivery.channel === 'console'
              ? t('messages.consoles', { count: Number(delivery.to) || 0 })
              : delivery.to}
          </strong>
          <small>
            {t(`channelKind.${delivery.channel}`)}, {t(`deliveryReason.${delivery.reason}`)}
          </small>
        </span>
        <span className="mark" data-state={delivery.state}>
          {t(`deliveryState.${delivery.state}`)}
        </span>
        <Moment atMs={delivery.createdAtMs} />
      </summary>
      <ol className="tries">
        {delivery.attempts.map(({ atMs, error, tookMs }) => (
          <li key={atMs}>
            <span>{times.exact(atMs)}</span>
            <span>{error ?? t('messages.taken')}</span>
            <small>{t('messages.took', { ms: tookMs })}</small>
          </li>
        ))}
        {delivery.attempts.length === 0 && <li>{t('messages.noTries')}</li>}
        {delivery.nextAtMs !== null && (
          <li>{t('messages.next', { time: times.clock(delivery.nextAtMs, nowMs) })}</li>
        )}
      </ol>
      {mayReplay(delivery) && (
        <div className="test">
          <button
            type="button"
            className="control"
            aria-busy={replay.isPending}
            onClick={() => replay.mutate()}
          >
            {t('messages.again')}
          </button>
          <p role="status">
            {reply?.ok === true && t('messages.asked')}
            {reply?.ok === false && failureMessage(reply.failure, t)}
          </p>
        </div>
      )}
    </details>
  );
}
