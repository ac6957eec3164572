import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { NoLinkIcon } from '../look/icons.tsx';
import { useServices } from '../shell/services.ts';

/** Says since when the board may be out of date; appears only after a moment, so that a hiccup goes unnoticed. */
export function OfflineBanner(props: { sinceMs: number; onTryNow: () => void }): ReactElement {
  const { t, times } = useLanguage();
  const { clock } = useServices();
  const time = times.clock(props.sinceMs, clock.now());
  return (
    <div className="offline" role="status">
      <NoLinkIcon />
      <p>
        <strong>{t('connection.banner', { time })}</strong>
        <span>{t('connection.bannerLead')}</span>
      </p>
      <button type="button" className="control" onClick={props.onTryNow}>
        {t('connection.tryNow')}
      </button>
    </div>
  );
}
