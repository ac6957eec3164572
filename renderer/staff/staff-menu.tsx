import './look/staff.css';
import { type ReactNode, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { BoxStatus } from '../../contract/box-status.ts';
import type { LanguageTag } from '../../contract/identifiers.ts';
import { log } from '../log.ts';
import { messageOf } from '../message-of.ts';
import { keepStaffLanguage, recallStaffLanguage } from './language/staff-language.ts';
import { staffWords } from './language/staff-words.ts';
import { openStaffHost } from './open-staff-host.ts';
import { AcceptancePage } from './pages/acceptance-page.tsx';
import { BoxesPage } from './pages/boxes-page.tsx';
import { EventsPage } from './pages/events-page.tsx';
import { LanguagePage } from './pages/language-page.tsx';
import { NetworkPage } from './pages/network-page.tsx';
import { PinPage } from './pages/pin-page.tsx';
import type { StaffPageProps } from './pages/staff-page-props.ts';
import { StatusPage } from './pages/status-page.tsx';
import { TerminalPage } from './pages/terminal-page.tsx';
import { StaffFrame, type StaffPageName } from './screens/staff-frame.tsx';
import type { StaffParts } from './staff-parts.ts';
import { useStaffTimeout } from './use-staff-timeout.ts';

/** The menu of the staff: the PIN first, then its pages. It locks itself when it goes. */
export function StaffMenu(parts: StaffParts): ReactNode {
  const [host] = useState(() => openStaffHost(parts));
  const [language, setLanguage] = useState(() => recallStaffLanguage(localStorage, parts.language));
  const words = useMemo(() => staffWords(language), [language]);
  const [unlocked, setUnlocked] = useState(false);
  const [page, setPage] = useState<StaffPageName>('status');
  const [boxes, setBoxes] = useState<readonly BoxStatus[] | null>(null);
  const configuration = parts.configuration();

  useEffect(() => () => host.lock(), [host]);
  useEffect(() => host.boxes?.onStatuses(setBoxes), [host]);
  useStaffTimeout({ unlocked, listen: host.boxes?.onPress ?? null, onEnd: parts.onClose });

  /** They were told when the page attached, long before this menu listened. */
  const look = useEffectEvent(() => parts.insight()?.health.heartbeat(configuration?.version ?? 0));
  useEffect(() => {
    look()?.then(
      (seen) => setBoxes((known) => known ?? seen.boxes),
      (error: unknown) => log(`The boxes could not be looked at: ${messageOf(error)}`),
    );
  }, []);

  const onKey = useEffectEvent((stroke: KeyboardEvent): void => {
    if (stroke.key === 'Escape' && unlocked) {
      parts.onClose();
    }
  });
  useEffect(() => {
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  }, []);

  function speak(chosen: LanguageTag): void {
    keepStaffLanguage(localStorage, chosen);
    setLanguage(chosen);
  }

  return (
    <div className="staff-menu" lang={words.language} dir={words.direction}>
      {unlocked && configuration !== null ? (
        <StaffFrame
          words={words}
          terminal={configuration.terminal.name}
          page={page}
          onPage={setPage}
          onClose={parts.onClose}
        >
          {pageOf(page, { parts, host, words, configuration, boxes }, speak)}
        </StaffFrame>
      ) : (
        <PinPage
          words={words}
          host={host}
          onUnlocked={() => setUnlocked(true)}
          onClose={parts.onClose}
        />
      )}
    </div>
  );
}

function pageOf(
  page: StaffPageName,
  props: StaffPageProps,
  onLanguage: (language: LanguageTag) => void,
): ReactNode {
  switch (page) {
    case 'status':
      return <StatusPage {...props} />;
    case 'events':
      return <EventsPage {...props} />;
    case 'boxes':
      return <BoxesPage {...props} />;
    case 'network':
      return <NetworkPage {...props} />;
    case 'acceptance':
      return <AcceptancePage {...props} />;
    case 'language':
      return (
        <LanguagePage
          words={props.words}
          visitors={props.configuration.languages}
          onLanguage={onLanguage}
        />
      );
    case 'terminal':
      return <TerminalPage {...props} />;
  }
}
