import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { MAY_READ_FLEET } from '../../contract/protocol/me.ts';
import type { MeReply } from '../../contract/protocol/me.ts';
import { failureMessage } from '../api/failure-message.ts';
import type { HubFailure } from '../api/hub-result.ts';
import { useLanguage } from '../language/language-context.tsx';
import { NoLinkIcon } from '../look/icons.tsx';
import { useSignOut } from '../session/use-sign-out.ts';
import { MainMenu } from '../shell/main-menu.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import { useNow } from '../shell/use-now.ts';
import './fleet.css';

type FleetFrameProps = {
  me: MeReply;
  /** Name of the page, for the window. */
  title: string;
  /** Why the last reading failed, while it does; what was read before is still shown. */
  trouble: HubFailure | null;
  /** When that was, on this machine's clock; null before the first. */
  readAtMs: number | null;
  onTryNow: () => void;
  children: ReactNode;
};

/** What the pages about terminals share: the bar, the way out for those who may not be here, and how fresh it is. */
export function FleetFrame(props: FleetFrameProps): ReactElement {
  const { me, title, trouble } = props;
  const { t, times } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { href } = useLocation();
  const nowMs = useNow();
  const signOut = useSignOut();
  const main = useRef<HTMLElement>(null);
  const signedOut = trouble?.kind === 'signed-out';

  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);
  useEffect(() => {
    // Another page: keyboard and screen reader begin where it does.
    main.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (signedOut) {
      queries.clear();
      void navigate({ to: '/sign-in', search: { reason: 'ended', back: href } });
    }
  }, [signedOut, queries, navigate, href]);

  return (
    <>
      <TopBar organization={me.organization.name} status={null}>
        <Link to="/alerts" className="control">
          {t('page.alerts')}
        </Link>
        <MainMenu me={me} page="terminals" letterKeys={null} onSignOut={() => void signOut()} />
      </TopBar>
      <main ref={main} tabIndex={-1} className="fleet">
        {trouble !== null && props.readAtMs !== null && (
          <div className="offline" role="status">
            <NoLinkIcon />
            <p>
              <strong>{t('fleet.stale', { time: times.clock(props.readAtMs, nowMs) })}</strong>
              <span>{failureMessage(trouble, t)}</span>
            </p>
            <button type="button" className="control" onClick={props.onTryNow}>
              {t('connection.tryNow')}
            </button>
          </div>
        )}
        {props.children}
      </main>
    </>
  );
}

/** For somebody whose role does not see the terminals. */
export function NoFleet({ me }: { me: MeReply }): ReactElement {
  const { t } = useLanguage();
  return (
    <FleetFrame
      me={me}
      title={t('page.terminals')}
      trouble={null}
      readAtMs={null}
      onTryNow={() => {}}
    >
      <div className="heading heading--calm">
        <h1>{t('fleet.forbidden')}</h1>
        <p>{t('fleet.forbiddenLead')}</p>
      </div>
    </FleetFrame>
  );
}

export function mayReadFleet({ role }: MeReply): boolean {
  return MAY_READ_FLEET.includes(role);
}
