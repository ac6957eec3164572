import type { ReactElement } from 'react';
import { failureMessage } from '../../api/failure-message.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

/** Sends a message to oneself, by one way. */
export function TestMessage({ channel }: { channel: 'push' | 'email' }): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const test = useSoleMutation({
    mutationFn: () => client.testMessage(channel),
  });
  const reply = test.data;
  return (
    <div className="test">
      <button
        type="button"
        className="control"
        aria-busy={test.isPending}
        onClick={() => test.mutate()}
      >
        {t(`profile.test.${channel}`)}
      </button>
      <p role="status">
        {reply?.ok === true && t('profile.testSent')}
        {reply?.ok === false && failureMessage(reply.failure, t)}
      </p>
    </div>
  );
}
