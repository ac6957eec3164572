import type { ReactElement } from 'react';
import { failureMessage } from '../api/failure-message.ts';
import type { HubFailure } from '../api/hub-result.ts';
import { useLanguage } from '../language/language-context.tsx';
import { Face } from '../look/face.tsx';

type BoardHeadingProps = {
  loaded: boolean;
  trouble: HubFailure | null;
  /** Since when the board may be out of date, as a clock time; null while it is not. */
  offlineSince: string | null;
  /** Open live alerts. */
  waiting: number;
};

/** The whole board in one sentence. An empty board is good news only once the hub has said so. */
export function BoardHeading(props: BoardHeadingProps): ReactElement {
  const { loaded, trouble, offlineSince, waiting } = props;
  const { t } = useLanguage();
  if (!loaded) {
    return (
      <div className="heading">
        <h1 tabIndex={-1}>{trouble === null ? t('board.loading') : t('board.unknown')}</h1>
        {trouble !== null && <p>{failureMessage(trouble, t)}</p>}
      </div>
    );
  }
  if (waiting === 0) {
    return (
      <div className="heading heading--calm" data-known={offlineSince === null}>
        <Face mood="happy" />
        <h1 tabIndex={-1}>
          {offlineSince === null ? t('board.calm') : t('board.calmBefore', { time: offlineSince })}
        </h1>
        <p>{offlineSince === null ? t('board.calmLead') : t('board.calmBeforeLead')}</p>
      </div>
    );
  }
  return (
    <div className="heading">
      <h1 tabIndex={-1}>{t('board.needed', { count: waiting })}</h1>
    </div>
  );
}
