import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ReactElement, SubmitEvent } from 'react';
import { AcceptRequest } from '../../contract/protocol/people.ts';
import type { InvitationOffer } from '../../contract/protocol/people.ts';
import { useLanguage } from '../language/language-context.tsx';
import { useServices } from '../shell/services.ts';
import { acceptFailure } from './join-failure.ts';
import { useSoleMutation } from '../shell/use-sole-mutation.ts';

const PASSWORD_MIN = 10;
const LEADS = {
  'new-account': 'join.lead',
  password: 'join.leadAccount',
  either: 'join.leadEither',
} as const;

/** What somebody is invited to, and what accepting takes: a name and a password, or the password of their account. */
export function JoinForm({
  token,
  offer,
}: {
  token: string;
  offer: InvitationOffer;
}): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'name' | 'password' | null>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const { takes } = offer;
  const asksName = takes !== 'password';

  const accept = useSoleMutation({
    mutationFn: () =>
      client.acceptInvitation({ token, name: asksName ? name.trim() : null, password }),
    async onSuccess(reply) {
      if (reply.ok) {
        // Whoever was signed in before in this browser is not any more.
        queries.clear();
        await navigate({ to: '/alerts', replace: true });
      } else if (reply.failure.kind === 'signed-out') {
        passwordField.current?.select();
        passwordField.current?.focus();
      }
    },
  });
  const failure = accept.data?.ok === false ? accept.data.failure : null;

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (asksName && !AcceptRequest.shape.name.safeParse(name).success) {
      setMissing('name');
      nameField.current?.focus();
      return;
    }
    if (!AcceptRequest.shape.password.safeParse(password).success) {
      setMissing('password');
      passwordField.current?.focus();
      return;
    }
    setMissing(null);
    accept.mutate();
  }

  return (
    <>
      <h1 className="sign-in__title">{t('join.title', { organization: offer.organization })}</h1>
      <p className="sign-in__lead">{t(LEADS[takes], { name: offer.invitedBy })}</p>
      <form className="sign-in__form" onSubmit={submit} noValidate>
        <TextInput
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          readOnly
          value={offer.email}
        />
        {asksName && (
          <TextInput
            ref={nameField}
            label={t('join.name')}
            name="name"
            autoComplete="name"
            required
            withAsterisk={false}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={
              missing === 'name' ? t(name.trim() === '' ? 'join.nameMissing' : 'fault.name') : null
            }
          />
        )}
        <PasswordInput
          ref={passwordField}
          label={t(takes === 'new-account' ? 'join.password' : 'signIn.password')}
          description={asksName ? t('join.passwordHint', { count: PASSWORD_MIN }) : null}
          name="password"
          autoComplete={takes === 'new-account' ? 'new-password' : 'current-password'}
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={missing === 'password' ? passwordFault() : null}
          visibilityToggleButtonProps={{
            'aria-label': t('signIn.showPassword'),
            tabIndex: 0,
            'aria-hidden': false,
          }}
        />
        <div role="alert" className="sign-in__failure" data-shown={failure !== null}>
          {failure !== null && acceptFailure(failure, t)}
        </div>
        <Button type="submit" fullWidth aria-busy={accept.isPending} data-busy={accept.isPending}>
          {t('join.submit')}
        </Button>
      </form>
    </>
  );

  function passwordFault(): string {
    if (password === '') {
      return t('signIn.passwordMissing');
    }
    return password.length < PASSWORD_MIN
      ? t('join.passwordShort', { count: PASSWORD_MIN })
      : t('join.passwordLong');
  }
}
