import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { HubId } from '../../contract/identifiers.ts';
import type { AlertReply } from '../../contract/protocol/alerts.ts';
import { failureMessage } from '../api/failure-message.ts';
import { failureIn } from '../api/hub-failure-error.ts';
import { useLanguage } from '../language/language-context.tsx';
import { Face } from '../look/face.tsx';
import { useServices } from '../shell/services.ts';
import { AlertDetail } from './alert-detail.tsx';
import { alertQuery } from './alert-queries.ts';
import { placeOf } from './alert-words.ts';
import { useAlerts } from './alerts-context.ts';
import { AlertsShell } from './alerts-shell.tsx';
import './alert-page.css';

/** One alert, where links in mails and pushes lead. It follows the live feed. */
export function AlertPage(): ReactElement {
  const { alertId } = useParams({ from: '/alerts/$alertId' });
  const { client } = useServices();
  const { snapshot, feed } = useAlerts();
  const { t } = useLanguage();
  const queries = useQueryClient();
  const isId = HubId.safeParse(alertId).success;
  const query = useQuery({ ...alertQuery(client, alertId), enabled: isId });
  const { data } = query;
  const trouble = failureIn(query.error);
  const told = snapshot.board.alerts.get(alertId);
  const isSignedOut = trouble?.kind === 'signed-out';

  useEffect(() => {
    if (told !== undefined) {
      void queries.invalidateQueries({ queryKey: alertQuery(client, alertId).queryKey });
    }
  }, [told, queries, client, alertId]);
  useEffect(() => {
    if (isSignedOut) {
      feed.wake();
    }
  }, [isSignedOut, feed]);

  // One that is gone is gone, also when it was read before: it may have become somebody else's.
  if (!isId || trouble?.kind === 'not-found') {
    return <GoneAlert />;
  }
  return (
    <AlertsShell
      title={data === undefined ? t('page.alert') : placeOf(data.alert, t)}
      className="alert-page"
    >
      {data === undefined ? (
        <div className="heading">
          <h1>{trouble === null ? t('detail.loading') : t('detail.unknown')}</h1>
          {trouble !== null && (
            <>
              <p role="status">{failureMessage(trouble, t)}</p>
              <div className="heading__ways heading__ways--start">
                <button type="button" className="control" onClick={() => void query.refetch()}>
                  {t('connection.tryNow')}
                </button>
              </div>
            </>
          )}
        </div>
      ) : (
        <AlertDetail
          reply={data}
          onChanged={(alert) => {
            const { queryKey } = alertQuery(client, alertId);
            queries.setQueryData(queryKey, (known: AlertReply | undefined) =>
              known === undefined ? known : { ...known, alert },
            );
            void queries.invalidateQueries({ queryKey });
          }}
        />
      )}
    </AlertsShell>
  );
}

function GoneAlert(): ReactElement {
  const { t } = useLanguage();
  const navigate = useNavigate();
  return (
    <AlertsShell title={t('page.alert')} className="alert-page">
      <div className="heading heading--calm" data-known="false">
        <Face mood="happy" />
        <h1>{t('detail.gone')}</h1>
        <p>{t('detail.goneLead')}</p>
        <div className="heading__ways">
          <Button onClick={() => void navigate({ to: '/alerts' })}>{t('noEntry.toAlerts')}</Button>
        </div>
      </div>
    </AlertsShell>
  );
}
