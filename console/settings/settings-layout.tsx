import { Outlet, useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { MeReply } from '../../contract/protocol/me.ts';
import { useLanguage } from '../language/language-context.tsx';
import { MeContext } from './me-context.ts';
import { SettingsFrame } from './settings-frame.tsx';
import { SECTIONS, sectionsFor } from './settings-sections.ts';

/** Lets somebody into the parts of the settings that are theirs to see. */
export function SettingsLayout({ me }: { me: MeReply }): ReactElement {
  const { pathname } = useLocation();
  const wanted = pathname.split('/')[2];
  const mine = sectionsFor(me);
  const isForeign = SECTIONS.some((section) => section === wanted && !mine.includes(section));
  return (
    <MeContext value={me}>{isForeign || mine.length === 0 ? <NotTheirs /> : <Outlet />}</MeContext>
  );
}

function NotTheirs(): ReactElement {
  const { t } = useLanguage();
  return (
    <SettingsFrame
      section={null}
      title={t('settings.forbidden')}
      lead={t('settings.forbiddenLead')}
    >
      {null}
    </SettingsFrame>
  );
}
