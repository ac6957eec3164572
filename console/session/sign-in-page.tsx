import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ReactElement, SubmitEvent } from 'react';
import { z } from 'zod';
import { failureMessage } from '../api/failure-message.ts';
import { useLanguage } from '../language/language-context.tsx';
import { Face } from '../look/face.tsx';
import { useServices } from '../shell/services.ts';
import { LanguageChoice } from './language-choice.tsx';
import { meQuery } from './me-query.ts';
import './sign-in-page.css';
import { useSoleMutation } from '../shell/use-sole-mutation.ts';

export function SignInPage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const { reason, back } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'email' | 'password' | null>(null);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  useEffect(() => {
    document.title = `${t('page.signIn')} · ${t('app.name')}`;
  }, [t]);

  const signIn = useSoleMutation({
    mutationFn: async () => {
      const reply = await client.signIn({ email: email.trim(), password });
      return reply.ok ? client.me() : reply;
    },
    async onSuccess(reply) {
      if (reply.ok) {
        queries.setQueryData(meQuery(client).queryKey, reply);
        router.history.push(back ?? '/alerts');
        return;
      }
      if (reply.failure.kind === 'wrong-credentials') {
        passwordField.current?.select();
        passwordField.current?.focus();
      }
    },
  });
  const failure = signIn.data?.ok === false ? signIn.data.failure : null;

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!z.email().safeParse(email.trim()).success) {
      setMissing('email');
      emailField.current?.focus();
      return;
    }
    if (password === '') {
      setMissing('password');
      passwordField.current?.focus();
      return;
    }
    setMissing(null);
    signIn.mutate();
  }

  return (
    <main className="sign-in">
      <div className="sign-in__sheet">
        <div className="sign-in__face">
          <Face mood="happy" />
        </div>
        <h1 className="sign-in__title">{t('signIn.title')}</h1>
        <p className="sign-in__lead">{t('signIn.lead')}</p>
        {reason === 'ended' && failure === null && (
          <p className="sign-in__note" role="status">
            {t('signIn.ended')}
          </p>
        )}
        <form className="sign-in__form" onSubmit={submit} noValidate>
          <TextInput
            ref={emailField}
            label={t('signIn.email')}
            type="email"
            name="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            inputMode="email"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={missing === 'email' ? t('signIn.emailMissing') : null}
          />
          <PasswordInput
            ref={passwordField}
            label={t('signIn.password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={missing === 'password' ? t('signIn.passwordMissing') : null}
            visibilityToggleButtonProps={{
              'aria-label': t('signIn.showPassword'),
              tabIndex: 0,
              'aria-hidden': false,
            }}
          />
          <div role="alert" className="sign-in__failure" data-shown={failure !== null}>
            {failure !== null && failureMessage(failure, t)}
          </div>
          <Button type="submit" fullWidth aria-busy={signIn.isPending} data-busy={signIn.isPending}>
            {t('signIn.submit')}
          </Button>
        </form>
      </div>
      <LanguageChoice />
    </main>
  );
}
