import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { failureMessage } from '../api/failure-message.ts';
import { failureIn } from '../api/hub-failure-error.ts';
import { useLanguage } from '../language/language-context.tsx';

/** What was read of the hub, once it is there; until then that it is on its way, or why not. What was read before stays. */
export function Loaded<Value>(props: {
  query: { data: Value | undefined; error: Error | null; refetch: () => Promise<unknown> };
  children: (value: Value) => ReactNode;
}): ReactElement {
  const { query } = props;
  const { t } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { href } = useLocation();
  const failure = failureIn(query.error);
  const signedOut = failure?.kind === 'signed-out';

  useEffect(() => {
    if (signedOut) {
      queries.clear();
      void navigate({ to: '/sign-in', search: { reason: 'ended', back: href } });
    }
  }, [signedOut, queries, navigate, href]);

  return (
    <>
      {query.data === undefined && failure === null && (
        <p className="settings__loading" role="status">
          {t('settings.loading')}
        </p>
      )}
      {failure !== null && (
        <div className="notice" data-tone="warning" role="status">
          <p>{failureMessage(failure, t)}</p>
          <button type="button" className="control" onClick={() => void query.refetch()}>
            {t('connection.tryNow')}
          </button>
        </div>
      )}
      {query.data !== undefined && props.children(query.data)}
    </>
  );
}
