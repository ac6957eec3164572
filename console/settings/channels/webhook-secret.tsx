import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Channel } from '../../../contract/protocol/channels.ts';
import { failureMessage } from '../../api/failure-message.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { CopyText } from '../copy-text.tsx';
import { AskFirst } from '../form/ask-first.tsx';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

/** What a webhook's messages are signed with: told once, and given anew on demand. */
export function WebhookSecret(props: {
  channel: Channel;
  /** Null: it was told before. */
  secret: string | null;
  isNew: boolean;
}): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const { channel, isNew } = props;
  const rotation = useSoleMutation({
    mutationFn: () => client.rotateSecret(channel.id),
  });
  const reply = rotation.data;
  const secret = (reply?.ok === true ? reply.value.secret : null) ?? props.secret;
  return (
    <section className="sheet">
      <h2>{t('secret.title')}</h2>
      <p>{secret === null ? t('secret.lead') : t('secret.once')}</p>
      {secret !== null && <CopyText label={t('secret.title')} text={secret} />}
      {secret !== null && !isNew && <p>{t('secret.both')}</p>}
      {reply?.ok === false && (
        <p className="notice" data-tone="warning" role="alert">
          {failureMessage(reply.failure, t)}
        </p>
      )}
      <div className="test">
        {isNew ? (
          <Link
            to="/settings/channels/$channelId"
            params={{ channelId: channel.id }}
            replace
            className="control"
          >
            {t('secret.kept')}
          </Link>
        ) : (
          <AskFirst
            label={t('secret.rotate')}
            title={t('secret.rotateTitle')}
            lead={t('secret.rotateLead')}
            doIt={t('secret.rotate')}
            busy={rotation.isPending}
            onDo={() => rotation.mutate()}
          />
        )}
      </div>
    </section>
  );
}
