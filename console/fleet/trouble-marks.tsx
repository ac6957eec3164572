import type { ReactElement } from 'react';
import type { FleetTerminal } from '../../contract/protocol/fleet.ts';
import { useLanguage } from '../language/language-context.tsx';
import { useNow } from '../shell/use-now.ts';
import { GRAVE, troublesOf } from './fleet-trouble.ts';

/** A word for everything that is wrong with a terminal; nothing when all is well. */
export function TroubleMarks({ terminal }: { terminal: FleetTerminal }): ReactElement | null {
  const { t } = useLanguage();
  const troubles = troublesOf(terminal, useNow());
  return troubles.length === 0 ? null : (
    <span className="marks">
      {troubles.map((trouble) => (
        <span key={trouble} className="mark" data-grave={GRAVE.has(trouble)}>
          {t(`trouble.${trouble}`)}
        </span>
      ))}
    </span>
  );
}
