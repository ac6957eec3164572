import type { ReactElement, ReactNode } from 'react';
import { Face } from '../look/face.tsx';
import { useLanguage } from '../language/language-context.tsx';
import './top-bar.css';

/** Brand and organization; the controls sit beside them on a desktop and under the thumb on a phone. */
export function TopBar(props: {
  organization: string;
  status: ReactNode;
  children: ReactNode;
}): ReactElement {
  const { t } = useLanguage();
  return (
    <header className="top-bar">
      <div className="top-bar__inner">
        <div className="top-bar__brand">
          <Face mood="happy" />
          <span className="top-bar__name">{t('app.name')}</span>
          <span className="top-bar__organization">{props.organization}</span>
        </div>
        {props.status}
        <div className="top-bar__controls">{props.children}</div>
      </div>
    </header>
  );
}
