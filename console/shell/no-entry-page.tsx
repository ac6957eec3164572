import { Button } from '@mantine/core';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { failureMessage } from '../api/failure-message.ts';
import type { HubFailure } from '../api/hub-result.ts';
import { useLanguage } from '../language/language-context.tsx';
import { Face } from '../look/face.tsx';
import { useServices } from './services.ts';

/** Where somebody ends who cannot be let in yet: why, and the two ways on. */
export function NoEntryPage({ failure }: { failure: HubFailure }): ReactElement {
  const { t } = useLanguage();
  const { client } = useServices();
  const router = useRouter();
  const navigate = useNavigate();
  useEffect(() => {
    document.title = t('app.name');
  }, [t]);
  return (
    <main className="alerts">
      <div className="heading heading--calm">
        <Face mood="unhappy" />
        <h1>{t('noEntry.title')}</h1>
        <p>{failureMessage(failure, t)}</p>
        <div className="heading__ways">
          <Button
            onClick={() => {
              void (failure.kind === 'not-found'
                ? navigate({ to: '/alerts' })
                : router.invalidate());
            }}
          >
            {failure.kind === 'not-found' ? t('noEntry.toAlerts') : t('noEntry.retry')}
          </Button>
          <button
            type="button"
            className="control"
            onClick={() => {
              void client.signOut().then(() => navigate({ to: '/sign-in' }));
            }}
          >
            {t('menu.signOut')}
          </button>
        </div>
      </div>
    </main>
  );
}
