import { useId } from 'react';
import type { ReactElement } from 'react';
import type { AlertEntry } from '../../contract/protocol/alerts.ts';
import { useLanguage } from '../language/language-context.tsx';
import { useNow } from '../shell/use-now.ts';
import { entryWords } from './entry-words.ts';
import { timeLineOf } from './time-line.ts';

/** Everything that happened, oldest first, as one tells it to a colleague. */
export function AlertTimeLine({ history }: { history: readonly AlertEntry[] }): ReactElement {
  const { t, times } = useLanguage();
  const nowMs = useNow();
  const title = useId();
  const clock = (atMs: number): string => times.clock(atMs, nowMs);
  return (
    <section className="time-line" aria-labelledby={title}>
      <h2 id={title}>{t('detail.history')}</h2>
      <ol>
        {timeLineOf(history).map((item) => (
          <li key={item.id} data-kind={item.what.kind}>
            <time dateTime={new Date(item.atMs).toISOString()} title={times.exact(item.atMs)}>
              {clock(item.atMs)}
              {clock(item.untilMs) !== clock(item.atMs) && ` – ${times.timeOfDay(item.untilMs)}`}
            </time>
            <p>{entryWords(item, t, clock)}</p>
            {item.what.kind === 'commented' && <blockquote>{item.what.text}</blockquote>}
          </li>
        ))}
      </ol>
    </section>
  );
}
