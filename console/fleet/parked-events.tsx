import { useInfiniteQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { ReactElement } from 'react';
import type { FleetTerminal, ParkedEvent } from '../../contract/protocol/fleet.ts';
import { failureMessage } from '../api/failure-message.ts';
import { parkedFileAddress } from '../api/fleet-client.ts';
import { failureIn } from '../api/hub-failure-error.ts';
import { useLanguage } from '../language/language-context.tsx';
import { Moment } from '../shell/moment.tsx';
import { useServices } from '../shell/services.ts';
import { parkedQuery } from './fleet-queries.ts';
import { SendAgain } from './send-again.tsx';

type ParkedEventsProps = { terminal: FleetTerminal; mayRetry: boolean };

/** What the hub rejected, why, and the two things to do about it. */
export function ParkedEvents({ terminal, mayRetry }: ParkedEventsProps): ReactElement | null {
  const { client } = useServices();
  const { t } = useLanguage();
  const name = useId();
  const parked = useInfiniteQuery(parkedQuery(client, terminal.id));
  const trouble = failureIn(parked.error);
  const events = [
    ...new Map(
      (parked.data?.pages ?? []).flatMap((page) => page.events).map((each) => [each.id, each]),
    ).values(),
  ];
  const some = events.length > 0 || terminal.balance.parked > 0;
  return (
    <section aria-labelledby={name}>
      <h2 id={name} className="section__title">
        {t('parked.title')}
      </h2>
      {parked.data === undefined ? (
        <p className="section__lead" role="status">
          {trouble === null ? t('parked.loading') : failureMessage(trouble, t)}
        </p>
      ) : (
        <p className="section__lead">{lead()}</p>
      )}
      {some && (
        <div className="parked__ways">
          {events.length > 0 && (
            <a className="control" href={parkedFileAddress(terminal.id)} download>
              {t('parked.export')}
            </a>
          )}
          {mayRetry ? (
            <SendAgain terminal={terminal} />
          ) : (
            <p className="section__lead">{t('parked.askIt')}</p>
          )}
        </div>
      )}
      {events.length > 0 && (
        <ul className="parked">
          {events.map((event) => (
            <li key={event.id}>
              <ParkedRow event={event} />
            </li>
          ))}
        </ul>
      )}
      {parked.hasNextPage && (
        <button
          type="button"
          className="control fleet__more"
          aria-busy={parked.isFetchingNextPage}
          onClick={() => void parked.fetchNextPage()}
        >
          {t('fleet.more')}
        </button>
      )}
    </section>
  );

  function lead(): string {
    if (!some) {
      return t('parked.none');
    }
    return events.length === 0 ? t('parked.onlyThere') : t('parked.lead');
  }
}

function ParkedRow({ event }: { event: ParkedEvent }): ReactElement {
  const { t, count } = useLanguage();
  return (
    <details className="parked__event">
      <summary>
        <span className="parked__number">
          {event.number === null
            ? t('parked.noNumber')
            : t('parked.number', { number: count(event.number) })}
        </span>
        <span className="parked__reason">{t(`reason.${event.reason}`)}</span>
        <Moment atMs={event.receivedAtMs} />
      </summary>
      <p>{event.detail}</p>
      {/* Scrolls sideways, so the keyboard has to reach it. */}
      <pre tabIndex={0} aria-label={t('parked.bytes')}>
        {event.body}
      </pre>
    </details>
  );
}
