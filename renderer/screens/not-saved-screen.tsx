import type { ReactNode } from 'react';
import type { Texts } from '../language/texts.ts';
import { Face } from './face.tsx';

/** Says to the visitor that the answer is lost and whose fault that is, and to staff what to do. */
export function NotSavedScreen({
  texts,
  pressId,
}: {
  readonly texts: Texts;
  readonly pressId: string | null;
}): ReactNode {
  return (
    <div className="screen not-saved-screen" data-press-id={pressId ?? undefined}>
      <div className="not-saved-stage">
        <Face kind="troubled" />
      </div>
      <div className="not-saved-words">
        <h1 className="display">{texts.t('notSaved.title')}</h1>
        <p className="lead">{texts.t('notSaved.text')}</p>
      </div>
      <div className="staff-note">
        <h2>{texts.t('notSaved.staffTitle')}</h2>
        <p>{texts.t('notSaved.staffText')}</p>
      </div>
    </div>
  );
}
