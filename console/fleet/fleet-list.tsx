import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { FleetTerminal } from '../../contract/protocol/fleet.ts';
import { useLanguage } from '../language/language-context.tsx';
import { useNow } from '../shell/use-now.ts';
import { BoxTroubles } from './box-troubles.tsx';
import { Equation } from './equation.tsx';
import { terminalPlace } from './terminal-place.ts';
import { TroubleMarks } from './trouble-marks.tsx';

/** A row stays a row. */
const MOST_BOX_TROUBLES = 3;

type FleetListProps = {
  terminals: readonly FleetTerminal[];
  /** Null when all are listed. */
  more: { busy: boolean } | null;
  onMore: () => void;
};

export function FleetList({ terminals, more, onMore }: FleetListProps): ReactElement {
  const { t } = useLanguage();
  return (
    <>
      <ul className="fleet__list" hidden={terminals.length === 0}>
        {terminals.map((terminal) => (
          <li key={terminal.id}>
            <TerminalRow terminal={terminal} />
          </li>
        ))}
      </ul>
      {more !== null && (
        <button
          type="button"
          className="control fleet__more"
          aria-busy={more.busy}
          onClick={onMore}
        >
          {t('fleet.more')}
        </button>
      )}
    </>
  );
}

function TerminalRow({ terminal }: { terminal: FleetTerminal }): ReactElement {
  const { t, times } = useLanguage();
  const nowMs = useNow();
  const { lastSeenAtMs } = terminal;
  return (
    <article className="terminal-row whole">
      <div className="terminal-row__who">
        <h2>
          <Link
            className="whole__link"
            to="/terminals/$terminalId"
            params={{ terminalId: terminal.id }}
            search={(searched) => searched}
          >
            {terminal.name}
          </Link>
        </h2>
        <p>{terminalPlace(terminal, t)}</p>
      </div>
      <TroubleMarks terminal={terminal} />
      <BoxTroubles terminal={terminal} most={MOST_BOX_TROUBLES} />
      <Equation balance={terminal.balance} />
      <p className="terminal-row__seen">
        {lastSeenAtMs === null ? (
          t('fleet.neverSeen')
        ) : (
          <time dateTime={new Date(lastSeenAtMs).toISOString()}>
            {times.ago(lastSeenAtMs, nowMs)}
          </time>
        )}
      </p>
    </article>
  );
}
