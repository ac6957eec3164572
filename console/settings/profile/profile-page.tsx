import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { MeReply } from '../../../contract/protocol/me.ts';
import { NOTICE_LANGUAGES, Profile } from '../../../contract/protocol/people.ts';
import type { ProfileReply } from '../../../contract/protocol/people.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { useServices } from '../../shell/services.ts';
import { FormFrame } from '../form/form-frame.tsx';
import { ChoiceEntry } from '../form/choice-entry.tsx';
import { SwitchEntry } from '../form/switch-entry.tsx';
import { useForm } from '../form/use-form.ts';
import { ownTimeZone } from '../hours/time-zones.ts';
import { Loaded } from '../loaded.tsx';
import { MeContext } from '../me-context.ts';
import { languageName } from '../notice-languages.ts';
import { SettingsFrame } from '../settings-frame.tsx';
import { profileQuery } from '../settings-queries.ts';
import { Devices } from './devices.tsx';
import { toDraft, toProfile } from './profile-draft.ts';
import { QuietHours } from './quiet-hours.tsx';
import { TestMessage } from './test-message.tsx';

/** How somebody wants to be told. */
export function ProfilePage({ me }: { me: MeReply }): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const query = useQuery(profileQuery(client));
  return (
    <MeContext value={me}>
      <SettingsFrame
        section={null}
        page="profile"
        title={t('page.profile')}
        lead={t('profile.lead')}
      >
        <dl className="facts settings__who">
          <div>
            <dt>{t('profile.name')}</dt>
            <dd>{me.user.name}</dd>
          </div>
          <div>
            <dt>{t('signIn.email')}</dt>
            <dd>{me.user.email}</dd>
          </div>
        </dl>
        <Loaded query={query}>{(reply) => <ProfileForm {...reply} />}</Loaded>
        <Devices />
      </SettingsFrame>
    </MeContext>
  );
}

function ProfileForm({ profile, hasMail }: ProfileReply): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(false);
  const form = useForm({
    initial: toDraft(profile, ownTimeZone()),
    schema: Profile,
    root: '',
    toRequest: toProfile,
    save: (draft) => client.saveProfile(toProfile(draft)),
    onSaved(next) {
      setSaved(true);
      queries.setQueryData(profileQuery(client).queryKey, next);
    },
  });
  const { draft, change } = form;
  return (
    <FormFrame
      form={form}
      label={t('page.profile')}
      ways={
        <p className="form__saved" role="status">
          {saved && !form.changed && t('form.saved')}
        </p>
      }
    >
      <div className="sheet">
        <ChoiceEntry
          path="/language"
          label={t('profile.language')}
          hint={t('profile.languageHint')}
          value={draft.language}
          choices={NOTICE_LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) }))}
          onChange={(language) => change({ language })}
        />
        <div className="way">
          <SwitchEntry
            label={t('profile.email')}
            {...(hasMail ? {} : { hint: t('profile.noMail') })}
            checked={draft.email}
            onChange={(email) => change({ email })}
          />
          {hasMail && draft.email && <TestMessage channel="email" />}
        </div>
        <SwitchEntry
          label={t('profile.push')}
          hint={t('profile.pushHint')}
          checked={draft.push}
          onChange={(push) => change({ push })}
        />
      </div>
      <div className="sheet">
        <QuietHours draft={draft} onChange={change} />
      </div>
    </FormFrame>
  );
}
