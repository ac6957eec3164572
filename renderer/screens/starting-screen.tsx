import type { ReactNode } from 'react';
import type { Texts } from '../language/texts.ts';
import { Face } from './face.tsx';

/** A face asleep and no visible word: a start that takes a moment flashes nothing. */
export function StartingScreen({ texts }: { texts: Texts }): ReactNode {
  return (
    <div className="screen starting-screen">
      <h1 className="only-spoken">{texts.t('starting.title')}</h1>
      <span className="starting-face">
        <Face kind="resting" />
      </span>
    </div>
  );
}
