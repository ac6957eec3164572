import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import type { Closing } from '../kiosk/kiosk-view.ts';
import type { TextInLanguage } from '../language/localized-text.ts';
import { Face } from '../screens/face.tsx';
import type { Tone } from '../screens/figure.tsx';
import { useArrowKeys } from '../screens/use-arrow-keys.ts';
import type { FlowTexts } from './language/flow-texts.ts';

type FlowPageProps = {
  readonly texts: FlowTexts;
  readonly pressId: string;
  readonly face: Tone;
  /** Above the heading; gives way to the word that the page is about to close. */
  readonly above: TextInLanguage | null;
  readonly heading: TextInLanguage;
  readonly below?: TextInLanguage | null;
  readonly place?: { readonly place: number; readonly count: number };
  /** Null where the page closes on its own time, whatever is done on it. */
  readonly closing: Closing | null;
  readonly kind: 'choice' | 'text' | 'contact' | 'thanks' | 'failed';
  readonly children?: ReactNode;
};

/** What the pages that follow a press have in common: the chosen face, words, how far it is, and how long it stays. */
export function FlowPage(props: FlowPageProps): ReactNode {
  const { texts, pressId, face, above, heading, below, place, closing, kind, children } = props;
  const h1 = useRef<HTMLHeadingElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  useArrowKeys(screen);
  // Whoever does not see the page hears what it asks, and goes on from there.
  useEffect(() => h1.current?.focus({ preventScroll: true }), []);
  const soon = closing?.soon === true;
  return (
    <div
      ref={screen}
      className="screen flow-page"
      data-kind={kind}
      data-face={face}
      data-press-id={pressId}
    >
      <header className="flow-head">
        <span className="flow-face">
          <Face kind={face} chosen />
        </span>
        <div className="flow-titles">
          <p className="flow-above" role="status" data-soon={soon || undefined}>
            {soon ? texts.t('flow.closesSoon') : <Words of={above} />}
          </p>
          <h1 ref={h1} tabIndex={-1} lang={heading.language} dir={heading.direction}>
            {heading.text}
          </h1>
          {below === undefined || below === null ? null : (
            <p className="flow-below">
              <Words of={below} />
            </p>
          )}
          {closing === null ? null : (
            <p className="only-spoken">
              {texts.t('flow.closes', { seconds: String(Math.round(closing.afterMs / 1_000)) })}
            </p>
          )}
        </div>
        {place === undefined || place.count < 2 ? null : <Place texts={texts} {...place} />}
      </header>
      {children}
      {closing === null ? null : (
        <span
          key={closing.turn}
          className="closing-bar"
          style={{ '--closes-after': `${closing.afterMs}ms` } as CSSProperties}
        />
      )}
    </div>
  );
}

export function Words({ of }: { readonly of: TextInLanguage | null }): ReactNode {
  return of === null ? null : (
    <span lang={of.language} dir={of.direction}>
      {of.text}
    </span>
  );
}

function Place({
  texts,
  place,
  count,
}: {
  readonly texts: FlowTexts;
  readonly place: number;
  readonly count: number;
}): ReactNode {
  const dots = Array.from({ length: count }, (_, index) => index + 1);
  return (
    <span
      className="flow-place"
      role="img"
      aria-label={texts.t('flow.place', { place: String(place), count: String(count) })}
    >
      {dots.map((dot) => (
        <span key={dot} className="flow-dot" data-reached={dot <= place || undefined} />
      ))}
    </span>
  );
}
