import type { ReactElement } from 'react';
import type { FleetTerminal } from '../../contract/protocol/fleet.ts';
import { useLanguage } from '../language/language-context.tsx';
import { boxTroublesOf } from './box-trouble.ts';

/**
 * A sentence for everything that is wrong with a terminal's button boxes; nothing when all is well.
 *
 * @param most how many are said before the rest is only counted.
 */
export function BoxTroubles(props: {
  terminal: FleetTerminal;
  most?: number;
}): ReactElement | null {
  const { terminal, most = Infinity } = props;
  const { t } = useLanguage();
  const sentences = [
    ...new Set(boxTroublesOf(terminal.boxes).map((trouble) => t(`box.${trouble.kind}`, trouble))),
  ];
  const more = sentences.length - most;
  return sentences.length === 0 ? null : (
    <ul className="box-troubles">
      {sentences.slice(0, most).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {more > 0 && <li>{t('box.more', { count: more })}</li>}
    </ul>
  );
}
