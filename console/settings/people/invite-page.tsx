import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Grant } from '../../../contract/protocol/me.ts';
import { InvitationRequest, NOTICE_LANGUAGES } from '../../../contract/protocol/people.ts';
import type { InvitationReply, NoticeLanguage } from '../../../contract/protocol/people.ts';
import type { Place } from '../../../contract/protocol/places.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { CopyText } from '../copy-text.tsx';
import { ChoiceEntry } from '../form/choice-entry.tsx';
import { FormFrame } from '../form/form-frame.tsx';
import { TextEntry } from '../form/text-entry.tsx';
import { useForm } from '../form/use-form.ts';
import { Loaded } from '../loaded.tsx';
import { useMe } from '../me-context.ts';
import { languageName } from '../notice-languages.ts';
import { BackTo, SettingsFrame } from '../settings-frame.tsx';
import { peopleQuery, placesQuery } from '../settings-queries.ts';
import { giverOf, nextGrant } from './giving.ts';
import { GrantsFields } from './grants-fields.tsx';

/** Asks somebody in, by a link that works once. */
export function InvitePage(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const places = useQuery(placesQuery(client));
  const [sent, setSent] = useState<InvitationReply | null>(null);
  return (
    <SettingsFrame
      section="people"
      title={sent === null ? t('invite.title') : t('invite.done')}
      back={<BackTo section="people" />}
    >
      {sent === null ? (
        <Loaded query={places}>
          {({ locations }) => <InviteForm locations={locations} onSent={setSent} />}
        </Loaded>
      ) : (
        <section className="sheet" aria-live="polite">
          <p className="notice" data-tone={sent.mailed ? 'good' : 'warning'}>
            {t(sent.mailed ? 'invite.mailed' : 'invite.notMailed', {
              email: sent.invitation.email,
            })}
          </p>
          {sent.url !== null && (
            <>
              <p>{t('invite.linkLead')}</p>
              <CopyText label={t('invite.link')} text={sent.url} />
            </>
          )}
          <div className="test">
            <button type="button" className="control" onClick={() => setSent(null)}>
              {t('invite.another')}
            </button>
            <Link to="/settings/people" className="control">
              {t('section.people')}
            </Link>
          </div>
        </section>
      )}
    </SettingsFrame>
  );
}

type InvitationDraft = { email: string; grants: readonly Grant[]; language: NoticeLanguage };

function InviteForm(props: {
  locations: readonly Place[];
  onSent: (reply: InvitationReply) => void;
}): ReactElement {
  const { locations, onSent } = props;
  const { client } = useServices();
  const { t, language } = useLanguage();
  const me = useMe();
  const queries = useQueryClient();
  const giver = giverOf(me.grants, locations);
  const first = nextGrant(giver, [], locations);
  const form = useForm<InvitationDraft, InvitationReply>({
    initial: { email: '', grants: first === null ? [] : [first], language },
    schema: InvitationRequest,
    root: '',
    toRequest: (draft) => ({ ...draft, email: draft.email.trim() }),
    save: (draft) =>
      client.invite({ ...draft, email: draft.email.trim(), grants: [...draft.grants] }),
    async onSaved(reply) {
      await queries.invalidateQueries(peopleQuery(client));
      onSent(reply);
    },
  });
  const { draft, change } = form;
  return (
    <FormFrame form={form} label={t('invite.title')} submitLabel={t('invite.send')}>
      <div className="sheet">
        <TextEntry
          path="/email"
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="off"
          inputMode="email"
          value={draft.email}
          onChange={(email) => change({ email })}
        />
        <GrantsFields
          grants={draft.grants}
          locations={locations}
          giver={giver}
          onChange={(grants) => change({ grants })}
        />
        <ChoiceEntry
          path="/language"
          label={t('invite.language')}
          hint={t('invite.languageHint')}
          value={draft.language}
          choices={NOTICE_LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) }))}
          onChange={(chosen) => change({ language: chosen })}
        />
      </div>
    </FormFrame>
  );
}
