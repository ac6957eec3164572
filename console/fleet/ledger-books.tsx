import { useId } from 'react';
import type { ReactElement } from 'react';
import type { LedgerBook } from '../../contract/protocol/fleet.ts';
import { useLanguage } from '../language/language-context.tsx';
import { Moment } from '../shell/moment.tsx';
import { Equation } from './equation.tsx';

/** A terminal's ledgers, newest first; one that never lost its disk has one. */
export function LedgerBooks({ books }: { books: readonly LedgerBook[] }): ReactElement {
  const { t } = useLanguage();
  const name = useId();
  return (
    <section aria-labelledby={name}>
      <h2 id={name} className="section__title">
        {t('ledgers.title')}
      </h2>
      <p className="section__lead">{books.length === 0 ? t('ledgers.none') : t('ledgers.lead')}</p>
      <ul className="ledgers">
        {books.map((book) => (
          <li key={book.ledgerId} className="ledger">
            <h3 title={book.ledgerId}>{book.ledgerId}</h3>
            <p className="ledger__state">
              {book.state === 'lost' && (
                <span className="mark" data-grave>
                  {t('ledgers.lost')}
                </span>
              )}
              {book.forked && <span className="mark">{t('trouble.cloned')}</span>}
              {book.statedAtMs !== null && (
                <span>
                  {t('ledgers.stated')} <Moment atMs={book.statedAtMs} />
                </span>
              )}
            </p>
            <Equation balance={book} />
            <Gaps book={book} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Gaps({ book }: { book: LedgerBook }): ReactElement | null {
  const { t, language, count } = useLanguage();
  const { gaps, unaccounted } = book;
  if (unaccounted === 0) {
    return null;
  }
  const ranges = gaps.map(({ from, through }) =>
    from === through ? count(from) : `${count(from)}–${count(through)}`,
  );
  const named = gaps.reduce((sum, { from, through }) => sum + (through - from + 1), 0);
  const list = new Intl.ListFormat(language).format(ranges);
  return (
    <p className="ledger__gaps">
      {gaps.length > 0 && t('ledgers.gaps', { numbers: list })}{' '}
      {unaccounted > named && t('ledgers.otherLost', { count: unaccounted - named })}
    </p>
  );
}
