import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { Face } from '../look/face.tsx';
import { LanguageChoice } from '../session/language-choice.tsx';
import { useServices } from '../shell/services.ts';
import { JoinForm } from './join-form.tsx';
import { offerFailure } from './join-failure.ts';
import '../session/sign-in-page.css';

/** Where the link of an invitation leads: what one is invited to, and what it takes to accept. */
export function JoinPage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const token = useLocation({ select: ({ hash }) => hash });
  const offer = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => client.invitation(token, signal),
    retry: false,
    networkMode: 'always',
    refetchOnWindowFocus: false,
  });
  const reply = offer.data;

  useEffect(() => {
    document.title = `${t('page.join')} · ${t('app.name')}`;
  }, [t]);

  return (
    <main className="sign-in">
      <div className="sign-in__sheet">
        <div className="sign-in__face">
          <Face mood={reply?.ok === false ? 'unhappy' : 'happy'} />
        </div>
        {reply === undefined && (
          <h1 className="sign-in__title" role="status">
            {t('join.loading')}
          </h1>
        )}
        {reply?.ok === true && <JoinForm token={token} offer={reply.value} />}
        {reply?.ok === false && (
          <>
            <h1 className="sign-in__title">
              {reply.failure.kind === 'not-found' ? t('join.gone') : t('join.unknown')}
            </h1>
            <p className="sign-in__lead" role="status">
              {offerFailure(reply.failure, t)}
            </p>
            <div className="sign-in__form">
              {reply.failure.kind === 'not-found' ? (
                <a className="control" href="/sign-in">
                  {t('join.toSignIn')}
                </a>
              ) : (
                <Button
                  aria-busy={offer.isFetching}
                  data-busy={offer.isFetching}
                  onClick={() => void offer.refetch()}
                >
                  {t('noEntry.retry')}
                </Button>
              )}
            </div>
          </>
        )}
      </div>
      <LanguageChoice />
    </main>
  );
}
