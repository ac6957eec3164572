import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { NoLinkIcon } from '../look/icons.tsx';

/** Says since when the board may be out of date; appears only after a moment, so that a hiccup goes unnoticed. */
export function OfflineBanner(props: { since: string; onTryNow: () => void }): ReactElement {
  const { t } = useLanguage();
  return (
    <div className="offline" role="status">
      <NoLinkIcon />
      <p>
        <strong>{t('connection.banner', { time: props.since })}</strong>
        <span>{t('connection.bannerLead')}</span>
      </p>
      <button type="button" className="control" onClick={props.onTryNow}>
        {t('connection.tryNow')}
      </button>
    </div>
  );
}
