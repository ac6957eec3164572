import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import type { Connection } from './alert-stream.ts';

/** A word and a dot: whether what is on screen is what is happening. */
export function ConnectionStatus({ connection }: { connection: Connection }): ReactElement {
  const { t } = useLanguage();
  return (
    <span className="connection" role="status" data-connection={connection.kind}>
      {t(`connection.${connection.kind}`)}
    </span>
  );
}
