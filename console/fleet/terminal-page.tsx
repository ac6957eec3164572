import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { FleetTerminalReply } from '../../contract/protocol/fleet.ts';
import { MAY_RETRY_PARKED } from '../../contract/protocol/me.ts';
import type { MeReply } from '../../contract/protocol/me.ts';
import { failureMessage } from '../api/failure-message.ts';
import { failureIn } from '../api/hub-failure-error.ts';
import { useLanguage } from '../language/language-context.tsx';
import { BackIcon } from '../look/icons.tsx';
import { Moment } from '../shell/moment.tsx';
import { useServices } from '../shell/services.ts';
import { BoxTroubles } from './box-troubles.tsx';
import { Equation } from './equation.tsx';
import { FleetFrame, mayReadFleet, NoFleet } from './fleet-frame.tsx';
import { terminalQuery } from './fleet-queries.ts';
import { LedgerBooks } from './ledger-books.tsx';
import { ParkedEvents } from './parked-events.tsx';
import { terminalPlace } from './terminal-place.ts';
import { TroubleMarks } from './trouble-marks.tsx';

/** One terminal: its books, ledger by ledger, and what the hub rejected of it. */
export function TerminalPage({ me }: { me: MeReply }): ReactElement {
  return mayReadFleet(me) ? <Terminal me={me} /> : <NoFleet me={me} />;
}

function Terminal({ me }: { me: MeReply }): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const { terminalId } = useParams({ from: '/terminals/$terminalId' });
  const query = useQuery(terminalQuery(client, terminalId));
  const trouble = failureIn(query.error);
  const { data } = query;
  return (
    <FleetFrame
      me={me}
      title={data?.terminal.name ?? t('page.terminals')}
      trouble={trouble}
      readAtMs={data === undefined ? null : query.dataUpdatedAt}
      onTryNow={() => void query.refetch()}
    >
      <Link to="/terminals" search={(searched) => searched} className="fleet__back">
        <BackIcon />
        {t('terminal.back')}
      </Link>
      {data === undefined ? (
        <div className="heading">
          <h1>{trouble === null ? t('terminal.loading') : t('terminal.unknown')}</h1>
          {trouble !== null && (
            <>
              <p role="status">{failureMessage(trouble, t)}</p>
              <button
                type="button"
                className="control fleet__again"
                onClick={() => void query.refetch()}
              >
                {t('connection.tryNow')}
              </button>
            </>
          )}
        </div>
      ) : (
        <Books reply={data} mayRetry={MAY_RETRY_PARKED.includes(me.role)} />
      )}
    </FleetFrame>
  );
}

function Books({
  reply,
  mayRetry,
}: {
  reply: FleetTerminalReply;
  mayRetry: boolean;
}): ReactElement {
  const { t } = useLanguage();
  const { terminal, books } = reply;
  const { balance } = terminal;
  return (
    <>
      <div className="heading">
        <h1>{terminal.name}</h1>
        <p>{terminalPlace(terminal, t)}</p>
        <TroubleMarks terminal={terminal} />
        <BoxTroubles terminal={terminal} />
      </div>
      <section className="sheet" aria-label={t('terminal.balance')}>
        <Equation balance={balance} large />
        {balance.unaccounted > 0 && <p>{t('fleet.unaccountedMeaning')}</p>}
        {balance.unaccounted === 0 && terminal.lostLedgers === 0 && <p>{t('terminal.balances')}</p>}
        {terminal.lostLedgers > 0 && <p>{t('terminal.lostMeaning')}</p>}
        {terminal.forkedLedgers > 0 && <p>{t('terminal.clonedMeaning')}</p>}
      </section>
      <ParkedEvents terminal={terminal} mayRetry={mayRetry} />
      <LedgerBooks books={books} />
      <dl className="facts">
        <Fact name={t('terminal.seen')}>
          {terminal.lastSeenAtMs === null ? (
            t('fleet.neverSeen')
          ) : (
            <Moment atMs={terminal.lastSeenAtMs} />
          )}
        </Fact>
        <Fact name={t('terminal.storage')}>
          {terminal.storage === null ? '–' : t(`storage.${terminal.storage}`)}
        </Fact>
        <Fact name={t('terminal.version')}>
          {`${terminal.appVersion}, ${t(`terminal.${terminal.shell}`)}`}
        </Fact>
        <Fact name={t('terminal.enrolled')}>
          <Moment atMs={terminal.enrolledAtMs} />
        </Fact>
      </dl>
    </>
  );
}

function Fact(props: { name: string; children: ReactElement | string }): ReactElement {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
