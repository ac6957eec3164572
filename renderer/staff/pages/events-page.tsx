import { type ReactNode, useEffect, useState } from 'react';
import { messageOf } from '../../message-of.ts';
import type { LedgerBooks, Outbox, ParkedEntry } from '../../outbox/outbox.ts';
import type { SavedFile } from '../host/staff-host.ts';
import type { Line, StaffWords } from '../language/staff-words.ts';
import { parkedFiles } from '../parked-files.ts';
import type { StaffPageProps } from './staff-page-props.ts';

const EVERY_MS = 2_000;
/** The others are in the export. */
export const SHOWN_PARKED = 50;

type Seen = { readonly books: readonly LedgerBooks[]; readonly parked: readonly ParkedEntry[] };

/** What waits for the hub, and what it rejected. */
export function EventsPage({ parts, host, words }: StaffPageProps): ReactNode {
  const { outbox } = parts;
  const [seen, setSeen] = useState<Seen | null>(null);
  const [said, setSaid] = useState<Line | null>(null);

  useEffect(() => {
    let gone = false;
    async function look(): Promise<void> {
      const now = await eventsOf(outbox);
      if (!gone) {
        setSeen(now);
      }
    }
    const lookOrSay = (): void => {
      look().catch((error: unknown) =>
        setSaid({ key: 'menu.failed', values: { detail: messageOf(error) } }),
      );
    };
    lookOrSay();
    const timer = setInterval(lookOrSay, EVERY_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [outbox]);

  async function retry(): Promise<Line> {
    const parked = await outbox.parked();
    for (const [ledgerId, entries] of Map.groupBy(parked, (entry) => entry.ledgerId)) {
      await outbox.retryParked(
        ledgerId,
        entries.map(({ number }) => number),
      );
    }
    parts.insight()?.queuedAgain();
    setSeen(await eventsOf(outbox));
    return { key: 'events.retried', values: { count: words.number(parked.length) } };
  }

  async function exportParked(): Promise<Line> {
    const saved: SavedFile[] = [];
    for (const json of parkedFiles(await outbox.parked())) {
      saved.push(await host.saveExport(json));
    }
    return {
      key: 'events.exported',
      values: {
        where: saved.map((file) => (file.kind === 'file' ? file.path : file.name)).join(', '),
      },
    };
  }

  const doing = (action: () => Promise<Line>) => (): void => {
    action().then(setSaid, (error: unknown) =>
      setSaid({ key: 'menu.failed', values: { detail: messageOf(error) } }),
    );
  };

  return (
    <EventsView
      words={words}
      seen={seen}
      said={said}
      onRetry={doing(retry)}
      onExport={doing(exportParked)}
    />
  );
}

async function eventsOf(outbox: Outbox): Promise<Seen> {
  const [books, parked] = await Promise.all([outbox.books(), outbox.parked()]);
  return { books, parked };
}

export function EventsView({
  words,
  seen,
  said,
  onRetry,
  onExport,
}: {
  readonly words: StaffWords;
  readonly seen: Seen | null;
  readonly said: Line | null;
  readonly onRetry: () => void;
  readonly onExport: () => void;
}): ReactNode {
  const { t, number } = words;
  if (seen === null) {
    return <p role="status">{said === null ? t('menu.looking') : words.line(said)}</p>;
  }
  const { books, parked } = seen;
  return (
    <div className="staff-cards">
      <section className="staff-card staff-wide">
        <h3>{t('events.books')}</h3>
        {books.length === 0 ? (
          <p>{t('events.none')}</p>
        ) : (
          <table className="staff-table">
            <thead>
              <tr>
                <th scope="col">{t('events.ledger')}</th>
                <th scope="col">{t('events.made')}</th>
                <th scope="col">{t('events.answered')}</th>
                <th scope="col">{t('events.queued')}</th>
                <th scope="col">{t('events.parked')}</th>
              </tr>
            </thead>
            <tbody>
              {books.map(({ ledgerId, made, queued, parked: numbers }) => (
                <tr key={ledgerId}>
                  <th scope="row" className="staff-code" dir="ltr">
                    {ledgerId.slice(-12)}
                  </th>
                  <td>{number(made)}</td>
                  <td>{number(made - queued - numbers.length)}</td>
                  <td>{number(queued)}</td>
                  <td>{number(numbers.length)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="staff-aside">{t('events.booksText')}</p>
      </section>
      <section className="staff-card staff-wide">
        <h3>{t('events.parkedTitle', { count: number(parked.length) })}</h3>
        <p>{t(parked.length === 0 ? 'events.noneParked' : 'events.parkedText')}</p>
        {parked.length === 0 ? null : (
          <>
            <div className="staff-actions">
              <button type="button" className="staff-button" onClick={onRetry}>
                {t('events.retry')}
              </button>
              <button type="button" className="staff-button" onClick={onExport}>
                {t('events.export')}
              </button>
            </div>
            <ul className="staff-parked">
              {parked.slice(0, SHOWN_PARKED).map(({ id, number: place, reason, detail }) => (
                <li key={id}>
                  <strong>
                    {number(place)}: {t(`reason.${reason}`)}
                  </strong>
                  <span dir="auto">{detail}</span>
                </li>
              ))}
            </ul>
            {parked.length > SHOWN_PARKED ? (
              <p>{t('events.more', { count: number(parked.length - SHOWN_PARKED) })}</p>
            ) : null}
          </>
        )}
        <p role="status" className="staff-said">
          {said === null ? null : words.line(said)}
        </p>
      </section>
    </div>
  );
}
