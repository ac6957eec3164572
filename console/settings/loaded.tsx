import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { createContext, use, useEffect } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { failureMessage } from '../api/failure-message.ts';
import { failureIn } from '../api/hub-failure-error.ts';
import { useLanguage } from '../language/language-context.tsx';

/** Whether what stands around it says already that the hub cannot be read. */
const SaidAround = createContext(false);

/** What was read of the hub, once it is there; until then that it is on its way, or why not. What was read before stays. */
export function Loaded<Value>(props: {
  query: { data: Value | undefined; error: Error | null };
  children: (value: Value) => ReactNode;
}): ReactElement {
  const { query } = props;
  const { t } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { href } = useLocation();
  const isSaid = use(SaidAround);
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
      {failure !== null && !isSaid && (
        <div className="notice" data-tone="warning" role="status">
          <p>{failureMessage(failure, t)}</p>
          <button
            type="button"
            className="control"
            onClick={() => void queries.refetchQueries({ type: 'active' })}
          >
            {t('connection.tryNow')}
          </button>
        </div>
      )}
      {query.data !== undefined && (
        <SaidAround value={isSaid || failure !== null}>{props.children(query.data)}</SaidAround>
      )}
    </>
  );
}
