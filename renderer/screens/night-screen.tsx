import type { ReactNode } from 'react';
import { useLayoutEffect, useRef } from 'react';
import type { NextOpening } from '../kiosk/hours-watch.ts';
import type { Texts } from '../language/texts.ts';
import { Face } from './face.tsx';
import { nightPlace } from './night-place.ts';
import { useTurns } from './use-turns.ts';

/** How long it stays in one place, so that it burns into none. */
const STAYS_MS = 30_000;
/** After so many places it begins anew: several days. */
const PLACES = 10_000;

function whenOpen({ atMs, timeZone }: NextOpening, language: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(atMs);
}

/**
 * A face asleep in the dark, and when it wakes. The whole screen is a button for whoever uses none of its touch and
 * keys, which wake it wherever they are.
 */
export function NightScreen({
  texts,
  opening,
  onWake,
}: {
  readonly texts: Texts;
  readonly opening: NextOpening | null;
  readonly onWake: () => void;
}): ReactNode {
  const sleeper = useRef<HTMLDivElement>(null);
  const turn = useTurns(PLACES, STAYS_MS);
  useLayoutEffect(() => {
    const { x, y } = nightPlace(turn);
    sleeper.current?.style.setProperty('--x', String(x));
    sleeper.current?.style.setProperty('--y', String(y));
  }, [turn]);
  return (
    <div className="screen night-screen">
      <div ref={sleeper} className="sleeper">
        <span className="sleeper-face">
          <Face kind="resting" />
        </span>
        <h1>{texts.t('night.title')}</h1>
        {opening === null ? null : (
          <p>{texts.t('night.opens', { when: whenOpen(opening, texts.language) })}</p>
        )}
        <p className="sleeper-hint">{texts.t('night.wake')}</p>
      </div>
      <button
        type="button"
        className="night-wake"
        aria-label={texts.t('night.wake')}
        onClick={onWake}
      />
    </div>
  );
}
